package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Live is asked to show is in its address. */
@ExtendWith({NeedsChromium.class, OneStage.class})
class AddressTest {

  private static Demo demo;

  @BeforeAll
  static void meet(Demo shared) {
    demo = shared;
  }

  @Test
  void windowTablesAndPauseOfLiveOutliveAReloadAndAVisitElsewhere() {
    try (var live = demo.open(Stage.DESKTOP, ColorScheme.LIGHT)) {
      Page page = live.page();
      live.button("15 m").click();
      live.button("Role lanes as a table").click();
      live.button("Backlog and throughput as a table").click();
      assertThat(page).hasURL(Pattern.compile(".*#/live\\?win=900&table=lanes%2Cdepth$"));
      shown(live, "15 m");

      live.reload();
      shown(live, "15 m");

      page.locator("nav[aria-label=Screens]").getByText("Queues").click();
      assertThat(page.locator("h1")).hasText("Queues");
      page.locator("nav[aria-label=Screens]").getByText("Live").click();
      shown(live, "15 m");
      page.keyboard().press("[");
      shown(live, "5 m");
      page.keyboard().press("g");
      page.keyboard().press("w");
      assertThat(page.locator("h1")).hasText("Workers");
      page.goBack();
      shown(live, "5 m");

      page.keyboard().press("Space");
      assertThat(live.status()).containsText("View paused");
      live.reload();
      assertThat(live.status()).containsText("View paused");
      shown(live, "5 m");
      assertThat(live.painted("composition")).isGreaterThan(1000);
      stands(live);
      page.keyboard().press("g");
      page.keyboard().press("q");
      assertThat(page).hasURL(Pattern.compile(".*#/queues\\?pause=1$"));
      page.keyboard().press("Space");
      assertThat(live.status()).containsText("Live.");
      assertThat(page).hasURL(Pattern.compile(".*#/queues$"));
      page.goBack();
      assertThat(page).hasURL(Pattern.compile(".*#/live\\?win=300&table=lanes%2Cdepth$"));
      assertThat(live.status()).containsText("Live.");
      assertThat(live.complaints()).isEmpty();
    }
  }

  /** Three samples come in, and nothing of them is seen. */
  private static void stands(LivePage live) {
    long pushed = live.figure("pushed");
    live.awaitSamples(live.samples() + 3);
    assertThat(live.figure("pushed")).isEqualTo(pushed);
  }

  private static void shown(LivePage live, String window) {
    assertThat(live.page().locator("[data-table]")).hasCount(2);
    assertThat(live.button(window)).hasAttribute("aria-pressed", "true");
  }
}
