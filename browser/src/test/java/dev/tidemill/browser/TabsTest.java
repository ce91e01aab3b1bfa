package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a tab costs: ten read one stream, one that nobody sees reads none, one without motion draws
 * seldom.
 */
@ExtendWith({NeedsChromium.class, OneStage.class})
class TabsTest {

  private static final String STORE = "document.querySelector('tide-app').store";

  /**
   * Turns from a time on, as [worker, time, role]; those that only a tick told have the tick's
   * time.
   */
  private static final String TURNS =
      "([from, to]) => [..."
          + STORE
          + ".history.lanes].flatMap(([worker, turns]) => turns.filter(([t]) => t > from && t <="
          + " to).map(([t, role]) => `${worker} ${t} ${role}`)).sort()";

  private static Demo demo;

  @BeforeAll
  static void meet(Demo shared) {
    demo = shared;
  }

  @Test
  void tenTabsShareOneStreamAndTheDeathOfTheOneThatReadsItHealsWithoutATurnLost() {
    try (BrowserContext window = demo.chromium().window(Stage.DESKTOP, ColorScheme.LIGHT)) {
      List<Page> tabs = new ArrayList<>();
      for (int n = 0; n < 10; n++) {
        tabs.add(tab(window));
      }
      awaitStreams(tabs.getLast(), 1);
      List<Page> leaders = tabs.stream().filter(TabsTest::leads).toList();
      assertThat(leaders).hasSize(1);
      Page other = tabs.stream().filter(tab -> !leaders.contains(tab)).findFirst().orElseThrow();
      double from = last(other);

      leaders.getFirst().close();

      tabs.removeAll(leaders);
      other.waitForFunction("from => " + STORE + ".history.last > from + 5000", from);
      assertThat(tabs.stream().filter(TabsTest::leads)).hasSize(1);
      double to = last(other);
      Object turns = other.evaluate(TURNS, List.of(from, to));
      assertThat((List<?>) turns).isNotEmpty();
      try (BrowserContext fresh = demo.chromium().window(Stage.DESKTOP, ColorScheme.LIGHT)) {
        assertThat(tab(fresh).evaluate(TURNS, List.of(from, to))).isEqualTo(turns);
      }
    }
  }

  @Test
  void aTabThatIsHiddenForAMinuteGivesItsStreamBackAndCatchesUpWhenItIsShown() {
    try (BrowserContext window = demo.chromium().window(Stage.DESKTOP, ColorScheme.LIGHT)) {
      window.clock().install();
      Page tab = tab(window);
      awaitStreams(tab, 1);

      show(tab, false);
      tab.clock().fastForward(61_000);
      awaitStreams(tab, 0);
      double slept = last(tab);
      tab.waitForFunction(
          "async () => (await (await fetch('state')).json()).totalMessageCount > "
              + STORE
              + ".now.pushed + 30");
      assertThat(last(tab)).isEqualTo(slept);

      show(tab, true);
      tab.waitForFunction("from => " + STORE + ".history.last > from + 3000", slept);
      Object widest =
          tab.evaluate(
              "from => { const t = "
                  + STORE
                  + ".history.columns.t.filter(t => t >= from);"
                  + " return Math.max(...t.slice(1).map((next, i) => next - t[i])); }",
              slept);
      assertThat(((Number) widest).intValue()).isLessThan(3500);
      assertThat(tab.locator(".status")).containsText("Live.");
    }
  }

  @Test
  void whoWantsNoMotionSeesTheChartsDrawnEveryTwoSecondsAtMost() {
    try (var live = new LivePage(demo.chromium().plainWindow(Stage.DESKTOP), demo.url())) {
      Object drawn =
          live.page()
              .evaluate(
                  "() => new Promise(done => { const wave = document.querySelector('tide-wave');"
                      + " const show = wave.show.bind(wave); const at = []; wave.show = () => {"
                      + " at.push(Date.now()); show(); if (at.length === 3) done(at); }; })");

      List<Long> at = ((List<?>) drawn).stream().map(n -> ((Number) n).longValue()).toList();
      assertThat(at.get(1) - at.get(0)).isGreaterThanOrEqualTo(2000);
      assertThat(at.get(2) - at.get(1)).isBetween(2000L, 4000L);
    }
  }

  private static Page tab(BrowserContext window) {
    Page tab = window.newPage();
    tab.navigate(demo.url());
    tab.waitForFunction("() => document.querySelector('tide-app')?.store?.snapshotted");
    return tab;
  }

  private static void awaitStreams(Page tab, int count) {
    tab.waitForFunction(
        "async count => (await (await fetch('metrics')).text())"
            + ".includes(`\\ntidemill_sse_clients ${count}\\n`)",
        count);
  }

  /** Makes the page believe that somebody looks at it, or that nobody does. */
  private static void show(Page tab, boolean shown) {
    tab.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden',"
            + " { configurable: true, get: () => hidden });"
            + " document.dispatchEvent(new Event('visibilitychange')); }",
        !shown);
  }

  private static boolean leads(Page tab) {
    return (boolean) tab.evaluate("() => " + STORE + ".leads");
  }

  /** When the newest sample was taken. */
  private static double last(Page tab) {
    return ((Number) tab.evaluate("() => " + STORE + ".history.last")).doubleValue();
  }
}
