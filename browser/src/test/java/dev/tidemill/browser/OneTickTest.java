package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two screens tell of one thing is the same, since both have it from the same tick. */
@ExtendWith({NeedsChromium.class, OneStage.class})
class OneTickTest {

  private static final String OWN = "[data-row=messages] [data-label=%s]";

  /** Three ticks long: what the screen shows beside what the tick told, wherever they differ. */
  private static final String DIFFERING =
      """
      async ([selector, pattern, figure]) => {
        const { store } = document.querySelector("tide-app");
        const differing = [];
        for (let n = 0; n < 3; n++) {
          await new Promise((told) => store.addEventListener("change", told, { once: true }));
          await document.querySelector("main").firstElementChild.updateComplete;
          const text = document.querySelector(selector).innerText.replaceAll("\\u202f", "");
          const shown = Number(new RegExp(pattern).exec(text)[1]);
          if (shown !== store.now[figure]) differing.push(`${shown} and not ${store.now[figure]}`);
          const { t } = store.now;
          while (store.now.t === t) await new Promise((on) => setTimeout(on, 20));
        }
        return differing;
      }
      """;

  private static Demo demo;

  @BeforeAll
  static void meet(Demo shared) {
    demo = shared;
  }

  @Test
  void allScreensTellOfTheMomentAtWhichTheViewWasPaused() {
    try (var live = demo.open(Stage.DESKTOP, ColorScheme.LIGHT)) {
      live.awaitFigure("done", 50);
      live.button("❚❚ Pause").click();
      long pushed = live.figure("pushed");
      long waiting = live.figure("waiting");
      String in = live.page().locator("[data-card=pushed] .note").innerText();
      String out = live.page().locator("[data-card=done] .note").innerText();
      String roles =
          live.figure("pushers") + " of 10 push, " + live.figure("pullers") + " of 10 pull";
      List<String> system = List.of("pushers", "pullers", "increment", "pushed", "switches");
      List<Long> six = system.stream().map(live::figure).toList();
      live.awaitSamples(live.samples() + 2);

      live.go("queues", "Queues");
      assertThat(live.page().locator(OWN.formatted("In"))).hasText(in);
      assertThat(live.page().locator(OWN.formatted("Out"))).hasText(out);
      assertThat(live.digits(OWN.formatted("Waiting"))).isEqualTo(Long.toString(waiting));
      live.go("workers", "Workers");
      assertThat(live.page().locator("main .head .hint").first()).containsText(roles);
      live.go("system", "System");
      assertThat(live.page().locator(".states")).isVisible();
      assertThat(
              List.of(
                  side(live, "pusherCount"),
                  side(live, "pullerCount"),
                  side(live, "messageCount"),
                  side(live, "totalMessageCount"),
                  side(live, "roleSwitchCount")))
          .isEqualTo(six);
      live.go("live", "Live");
      assertThat(live.figure("pushed")).isEqualTo(pushed);
      assertThat(live.complaints()).isEmpty();
    }
  }

  private static long side(LivePage live, String field) {
    return Long.parseLong(live.digits("[data-field=" + field + "] [data-side=live]"));
  }

  @ParameterizedTest
  @CsvSource({
    "live, Live, [data-figure=waiting], (\\d+), waiting",
    "live, Live, [data-figure=pushers], (\\d+), pushers",
    "queues, Queues, [data-row=messages] [data-label=Waiting], (\\d+), waiting",
    "queues, Queues, [data-row=messages] [data-label=Active], (\\d+), active",
    "workers, Workers, main .head .hint, (\\d+) of 10 push, pushers",
    "workers, Workers, main .head .hint, (\\d+) of 10 pull, pullers",
    "system, System, [data-field=totalMessageCount] [data-side=live], (\\d+), pushed",
    "system, System, [data-field=roleSwitchCount] [data-side=live], (\\d+), switches"
  })
  void whatAScreenShowsInMotionIsWhatTheTickTold(
      String screen, String headline, String place, String pattern, String figure) {
    try (var live = demo.open(Stage.DESKTOP, ColorScheme.LIGHT)) {
      live.go(screen, headline);
      assertThat(live.page().locator(place).first()).containsText(Pattern.compile(pattern));

      Object differing = live.page().evaluate(DIFFERING, List.of(place, pattern, figure));

      assertThat((List<?>) differing).isEmpty();
    }
  }
}
