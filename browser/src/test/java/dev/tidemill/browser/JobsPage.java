package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** A window on the screens of queues and jobs. */
final class JobsPage implements AutoCloseable {

  private final BrowserContext window;
  private final Page page;
  private final Complaints complaints;

  /** Opens a place such as {@code queues/mails?state=failed} and waits for its heading. */
  JobsPage(BrowserContext window, String url, String place) {
    this.window = window;
    page = window.newPage();
    complaints = Complaints.of(page);
    page.navigate(url + "#/" + place);
    assertThat(page.locator("main h1")).isVisible();
    assertThat(page.getByText("Connecting…")).hasCount(0);
    assertThat(page.getByText("Reading…")).hasCount(0);
  }

  Page page() {
    return page;
  }

  List<String> complaints() {
    return complaints.heard();
  }

  Locator rows() {
    return page.locator("tbody tr[data-row]");
  }

  Locator row(String id) {
    return page.locator("tr[data-row='" + id + "']");
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  /** The sheet that asks before a deed. */
  Locator sheet() {
    return page.locator("tide-confirmation dialog");
  }

  Locator deed() {
    return page.locator("[data-deed]");
  }

  void search(String text) {
    page.getByRole(AriaRole.SEARCHBOX).fill(text);
    assertThat(page.locator("[data-progress]")).containsText("searched");
  }

  void press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
  }

  /** What has the focus, by its name. */
  String focused() {
    return String.valueOf(
        page.evaluate(
            "() => document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()"));
  }

  /** Goes back with the key until something of that name has the focus. */
  void focusBackTo(String name) {
    for (int tries = 0; tries < 30 && !focused().equals(name); tries++) {
      press("Shift+Tab");
    }
  }

  int sideways() {
    Object wider = page.evaluate("() => document.documentElement.scrollWidth - innerWidth");
    return ((Number) wider).intValue();
  }

  void picture(String name) {
    Pictures.take(page, name);
  }

  @Override
  public void close() {
    window.close();
  }
}
