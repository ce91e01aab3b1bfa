package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pool steered from the page. */
@ExtendWith({NeedsChromium.class, OneStage.class})
class PoolSettingsPageTest {

  private static Demo demo;

  @BeforeAll
  static void meet(Demo shared) {
    demo = shared;
  }

  @Test
  void theMostPullersAreChangedAndThatAloneIsSentAndEveryScreenShowsIt() {
    try (var live = demo.open(Stage.DESKTOP, ColorScheme.LIGHT)) {
      live.go("workers", "Workers");
      live.button("Limits…").click();
      assertThat(field(live, "Most pullers")).hasValue("10");
      assertThat(field(live, "Push interval")).hasValue("100");
      assertThat(field(live, "Turn order")).hasValue("fifo");
      field(live, "Most pullers").fill("9");
      Request sent =
          live.page()
              .waitForRequest(
                  request -> request.method().equals("PATCH"),
                  () -> live.page().keyboard().press("Enter"));

      assertThat(sent.postData()).isEqualTo("{\"maxPullers\":9}");
      assertThat(sheet(live)).hasCount(0);
      assertThat(live.page().getByText("Most pullers is 9 now.")).isVisible();
      assertThat(live.page().locator("main .head").first()).containsText("of 9 pull");
      assertThat(live.button("Limits…")).isFocused();
      assertThat(live.fetched("api/v1/pool")).contains("\"maxPullers\":9");
      live.go("live", "Live");
      assertThat(live.page().locator("[data-card=pullers]")).containsText("/ 9");
      live.go("system", "System");
      live.button("Change…").click();
      field(live, "Most pullers").fill("10");
      live.button("Change").click();
      assertThat(live.page().getByText("1 to 10").last()).isVisible();
      assertThat(live.fetched("api/v1/pool")).contains("\"maxPullers\":10");
      assertThat(live.complaints()).isEmpty();
    }
  }

  @Test
  void whatTheServerRefusesIsToldAtItsFieldAndNothingIsChanged() {
    try (var live = demo.open(Stage.DESKTOP, ColorScheme.LIGHT)) {
      live.go("workers", "Workers");
      live.button("Limits…").click();
      Locator most = field(live, "Most pullers");
      most.fill("2000");
      live.button("Change").click();

      assertThat(most).isFocused();
      assertThat(most).hasAttribute("aria-invalid", "true");
      assertThat(most).hasAccessibleDescription(Pattern.compile("whole number from 0 to 1000"));
      assertThat(new AxeBuilder(live.page()).analyze().getViolations()).isEmpty();
      most.fill("10");
      field(live, "Fewest pushers").fill("20");
      live.button("Change").click();
      assertThat(field(live, "Fewest pushers"))
          .hasAccessibleDescription(Pattern.compile("cannot be 20"));
      live.page().keyboard().press("Escape");
      assertThat(sheet(live)).hasCount(0);
      assertThat(live.fetched("api/v1/pool")).contains("\"maxPullers\":10", "\"minPushers\":1");
    }
  }

  @Test
  void aStepByHandMovesOneWorker() {
    try (var live = demo.open(Stage.DESKTOP, ColorScheme.LIGHT)) {
      live.go("workers", "Workers");
      Request sent =
          live.page()
              .waitForRequest(
                  request -> request.url().endsWith("pool/step"),
                  () -> live.button("▼ One more pulls").click());

      assertThat(sent.postData()).isEqualTo("{\"towards\":\"pullers\"}");
      assertThat(live.page().getByText(Pattern.compile("\\d+ push and \\d+ pull now"))).isVisible();
      assertThat(live.complaints()).isEmpty();
    }
  }

  @Test
  void theJobInHandLeadsToItsPage() {
    try (var live = demo.open(Stage.DESKTOP, ColorScheme.LIGHT)) {
      live.go("workers", "Workers");
      live.page().locator(".crew a.job").first().click();

      assertThat(live.page().locator("h1")).hasText(Pattern.compile("Job \\d+"));
      assertThat(live.page()).hasURL(Pattern.compile(".*#/queues/messages/jobs/\\d+.*"));
    }
  }

  private static Locator field(LivePage live, String label) {
    return sheet(live).getByLabel(label);
  }

  private static Locator sheet(LivePage live) {
    return live.page().locator("dialog[open]");
  }
}
