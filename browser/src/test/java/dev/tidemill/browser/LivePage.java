package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The Live screen in one window, and everything it complained about. */
final class LivePage implements AutoCloseable {

  private final BrowserContext window;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final String policy;

  LivePage(BrowserContext window, String url) {
    this.window = window;
    page = window.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add("uncaught: " + error));
    Response response = Objects.requireNonNull(page.navigate(url));
    policy = Objects.requireNonNullElse(response.headerValue("content-security-policy"), "");
    awaitPicture();
  }

  Page page() {
    return page;
  }

  String policy() {
    return policy;
  }

  /** Errors and warnings of the console, refused by the policy or thrown by the page. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  Locator status() {
    return page.getByRole(AriaRole.STATUS);
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /**
   * A figure of the cards: pushers, pullers, increment, switches, pushed, done, failed, waiting.
   */
  long figure(String name) {
    return Long.parseLong(digits("[data-figure=" + name + "]"));
  }

  /** The digits of a text: figures are grouped by narrow spaces. */
  String digits(String selector) {
    return page.locator(selector).innerText().replaceAll("\\D", "");
  }

  /** Starts the pool unless it runs. */
  void start() {
    if (!status().innerText().startsWith("Live.")) {
      button("Start").click();
    }
    assertThat(status()).containsText("Live.");
    assertThat(button("Stop")).isEnabled();
  }

  void stop() {
    button("Stop").click();
    assertThat(status()).containsText("Stopped.");
    assertThat(button("Start")).isEnabled();
  }

  /** Goes to a screen by its address, and waits until its headline is there. */
  void go(String screen, String headline) {
    page.evaluate("hash => { location.hash = hash; }", "#/" + screen);
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText(headline);
  }

  /** What the server answers there, as text. */
  String fetched(String path) {
    return String.valueOf(page.evaluate("async path => (await fetch(path)).text()", path));
  }

  /** How far it is wider than its window. */
  int overhang() {
    return evaluate("() => document.documentElement.scrollWidth - innerWidth");
  }

  void reload() {
    page.reload();
    awaitPicture();
  }

  void awaitFigure(String name, long atLeast) {
    page.waitForFunction(
        "([name, least]) => Number(document.querySelector(`[data-figure=${name}]`)"
            + ".textContent.replace(/\\D/g, '')) >= least",
        List.of(name, (double) atLeast));
  }

  /** Samples that have come in, whether the view is held or not. */
  int samples() {
    return evaluate("() => document.querySelector('tide-app').store.arrived");
  }

  /** Workers that have a lane. */
  int lanes() {
    return evaluate("() => document.querySelector('tide-app').store.history.lanes.size");
  }

  void awaitSamples(int atLeast) {
    page.waitForFunction(
        "least => document.querySelector('tide-app').store.arrived >= least", atLeast);
  }

  /** Pixels of a chart that are not empty. */
  int painted(String chart) {
    return evaluate(
        "() => { const c = document.querySelector('#"
            + chart
            + " canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
            + " let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i] > 0) n++; return n;"
            + " }");
  }

  void picture(String name) {
    Path file = BrowserParts.module().resolve("target").resolve("pictures").resolve(name);
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }

  private int evaluate(String script) {
    return ((Number) page.evaluate(script)).intValue();
  }

  private void awaitPicture() {
    page.waitForFunction("() => document.querySelector('tide-app')?.store?.snapshotted === true");
    assertThat(page.locator("[data-figure=pushed]")).not().hasText("–");
  }

  @Override
  public void close() {
    window.close();
  }
}
