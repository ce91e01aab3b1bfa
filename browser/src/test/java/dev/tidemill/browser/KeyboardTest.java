package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A day's work with Tab, Enter and letters, and nothing else. */
@ExtendWith({NeedsChromium.class, OneStage.class})
class KeyboardTest {

  private static final int MOST_STOPS = 80;
  private static final String ROW = "() => document.activeElement?.dataset.row ?? ''";

  @Test
  void thePoolIsStartedAWorkerTurnedJobsRetriedAndThePoolStoppedWithoutAMouse(Stage stage)
      throws IOException {
    stage.mails().fail(12);
    try (var server = stage.serve("keyboard", stage.redis(), "--push-interval=50ms");
        var page = stage.open(server, "live")) {
      Locator status = page.page().locator("header [role=status]");
      assertThat(status).containsText("Stopped.");
      page.press("s", "Tab", "Enter");
      assertThat(status).containsText("Live.", soon());

      page.press("g", "w");
      assertThat(page.row("w01")).isVisible(seen());
      tabTo(page, "Turn w01");
      page.page()
          .waitForResponse(
              answer -> answer.url().endsWith("/w01/turn") && answer.ok(),
              () -> page.press("Enter"));
      tabTo(page, "Limits…");
      page.press("Enter");
      assertThat(page.page().locator("dialog[open] [name=minPushers]")).isFocused();
      page.press("Tab", "9", "Enter");
      assertThat(page.page().getByText("Most pushers is 9 now.")).isVisible();

      page.press("g", "q");
      assertThat(page.row("mails")).isVisible(seen());
      while (!String.valueOf(page.page().evaluate(ROW)).equals("mails")) {
        page.press("j");
      }
      page.press("Enter");
      assertThat(page.page().locator("h1")).hasText("mails");
      tabTo(page, "failed 12");
      page.press("Enter");
      assertThat(shown(page)).containsText("failed");
      assertThat(page.rows()).hasCount(12);
      page.press("j");
      assertThat(page.row("12")).isFocused();
      page.press("Enter");
      assertThat(page.page().locator("h1")).hasText("Job 12");
      tabTo(page, "Retry");
      page.press("Enter");
      assertThat(page.page().locator(".headline")).containsText("waiting");
      page.press("Escape");
      tabTo(page, "failed 11");
      page.press("Enter");
      assertThat(page.button("Retry all…")).isVisible();
      tabTo(page, "Retry all…");
      page.press("Enter");
      assertThat(page.sheet()).containsText("Would retry 11 jobs.");
      page.press("Tab", "Enter");
      assertThat(page.page().locator("[data-phase=done]")).containsText("Done: 11 jobs retried.");

      tabTo(page, "Stop");
      page.press("Enter");
      assertThat(status).containsText("Stopped.", soon());
      assertThat(page.complaints()).isEmpty();
    }
  }

  private static void tabTo(JobsPage page, String name) {
    for (int stop = 0; stop < MOST_STOPS && !page.focused().equals(name); stop++) {
      page.press("Tab");
    }
    assertThat(page.focused()).isEqualTo(name);
  }

  private static Locator shown(JobsPage page) {
    return page.page().locator("nav[aria-label='Jobs by state'] [aria-current]");
  }

  private static LocatorAssertions.ContainsTextOptions soon() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
  }

  private static LocatorAssertions.IsVisibleOptions seen() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(30_000);
  }
}
