package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Live, Workers and System of a demo. */
@ExtendWith({NeedsChromium.class, OneStage.class})
class ScreensTest {

  private static final int DESKTOP = 1280;
  private static final int PHONE = 320;
  private static final Map<String, String> SCREENS =
      Map.of("live", "Live", "workers", "Workers", "system", "System");

  /** Keeps how many seconds the charts show when they are first drawn with anything in them. */
  private static final String FIRST_PAINT =
      """
      (function look() {
        const { x } = document.querySelector("tide-wave")?.data ?? { x: [] };
        if (x.length > 0) window.firstPaint = x.at(-1) - x[0];
        else requestAnimationFrame(look);
      })();
      """;

  private static final String ALL_READ =
      "() => !/Reading…|Connecting…/.test(document.querySelector('main').innerText)";

  private static Demo demo;
  private static Chromium chromium;

  @BeforeAll
  static void meet(Demo shared) {
    demo = shared;
    chromium = shared.chromium();
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void axeFindsNothingOnAnyScreen(ColorScheme scheme) {
    try (var live = demo.open(DESKTOP, scheme)) {
      live.awaitSamples(10);
      SCREENS.forEach(
          (screen, headline) -> {
            live.go(screen, headline);
            live.page().waitForFunction(ALL_READ);
            Pictures.take(live.page(), screen + "-" + scheme.name().toLowerCase(Locale.ROOT));
            assertThat(new AxeBuilder(live.page()).analyze().getViolations()).as(screen).isEmpty();
          });
      assertThat(live.complaints()).isEmpty();
    }
  }

  @Test
  void aPhoneNeedsNoSidewaysScrolling() {
    try (var live = demo.open(PHONE, ColorScheme.LIGHT)) {
      SCREENS.forEach(
          (screen, headline) -> {
            live.go(screen, headline);
            Pictures.take(live.page(), screen + "-phone");
            assertThat(live.overhang()).as(screen).isNotPositive();
          });
    }
  }

  @Test
  void withForcedColoursAndWithoutMotionEverythingIsThere() {
    try (var live = new LivePage(chromium.plainWindow(DESKTOP), demo.url())) {
      live.awaitSamples(3);

      assertThat(live.painted("lanes")).isGreaterThan(1000);
      live.go("workers", "Workers");
      assertThat(live.page().locator("[data-row]").first()).isVisible();
      assertThat(live.complaints()).isEmpty();
    }
  }

  @Test
  void theFirstLoadIsLightAndAsksNobodyElse() {
    try (BrowserContext window = chromium.window(DESKTOP, ColorScheme.LIGHT)) {
      Page page = window.newPage();
      List<Request> asked = new ArrayList<>();
      page.onRequestFinished(asked::add);
      page.navigate(demo.url());
      page.waitForFunction("() => document.querySelector('tide-app')?.store?.snapshotted");

      List<Request> all = List.copyOf(asked);
      int bytes = all.stream().mapToInt(request -> request.sizes().responseBodySize).sum();

      assertThat(all)
          .hasSizeGreaterThan(10)
          .allMatch(request -> request.url().startsWith(demo.url()));
      assertThat(bytes).isBetween(20_000, 120 * 1024);
    }
  }

  @Test
  void everythingIsReachedByTheKeyboardAlone() {
    try (var live = demo.open(DESKTOP, ColorScheme.LIGHT)) {
      var keys = live.page().keyboard();
      var headline = live.page().locator("main h1");
      keys.press("g");
      keys.press("w");
      assertThat(headline).hasText("Workers");
      keys.press("g");
      keys.press("s");
      assertThat(headline).hasText("System");
      keys.press("g");
      keys.press("l");
      assertThat(headline).hasText("Live");
      keys.press("Space");
      assertThat(live.status()).containsText("View paused");
      keys.press("Space");
      assertThat(live.status()).containsText("Live.");
      keys.press("s");
      live.page().locator("dialog[open] [data-deed]").focus();
      keys.press("Enter");
      assertThat(live.status()).containsText("Stopped.");
      keys.press("s");
      live.page().locator("dialog[open] [data-deed]").focus();
      keys.press("Enter");
      assertThat(live.status()).containsText("Live.", patience());
      keys.press("?");
      assertThat(live.page().locator("dialog[open]")).containsText("Pause the view");
      keys.press("Escape");
      assertThat(live.page().locator("dialog[open]")).hasCount(0);
      assertThat(live.complaints()).isEmpty();
    }
  }

  @Test
  void aKilledWorkerAPausedRedisAndAKilledOneComeBackAndABrowserWhoseClockIsOffSaysSo(
      @TempDir Path folder) throws IOException {
    Path data = Files.createDirectory(folder.resolve("broken"));
    BrowserContext window = chromium.window(DESKTOP, ColorScheme.LIGHT);
    window.addInitScript("const now = Date.now; Date.now = () => now() + 3_600_000;");
    try (var broken = ServerProcess.demo(data);
        var live = new LivePage(window, broken.url())) {
      var healing = live.page().locator(".healing");
      live.page().locator("[data-fault=kill-worker]").click();
      assertThat(healing).containsText("died", told());
      assertThat(healing).containsText("works again", told());

      live.page().locator("[data-fault=pause-redis]").click();
      assertThat(live.page().locator("[data-fault=pause-redis] .tally")).containsText("s");
      assertThat(healing).containsText("Redis does not answer", told());
      assertThat(healing).containsText("Redis is back", told());
      assertThat(live.status()).containsText("Live.", told());

      live.page().locator("[data-fault=kill-redis]").click();

      assertThat(healing).containsText("Redis is killed", told());
      assertThat(live.status()).containsText("Live.", patience());
      long pushed = live.figure("pushed");
      live.awaitFigure("pushed", pushed + 1);
    }
  }

  @Test
  void whatCanBeBrokenIsAskedForAgainWhenTheFirstAnswerIsLost() {
    try (var live = demo.open(DESKTOP, ColorScheme.LIGHT)) {
      live.go("workers", "Workers");
      var asked = new AtomicInteger();
      live.page()
          .route(
              "**/api/v1/demo/faults",
              route -> {
                if (asked.getAndIncrement() == 0) {
                  route.abort();
                } else {
                  route.resume();
                }
              });

      live.go("live", "Live");

      assertThat(live.page().locator("[data-fault=kill-worker]")).isVisible(soon());
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void theKeysOfTablesGoFromWorkerToWorker() {
    try (var live = demo.open(DESKTOP, ColorScheme.LIGHT)) {
      live.go("workers", "Workers");
      assertThat(live.page().locator("[data-row=w02]")).containsText("tidemill-worker-");
      assertThat(live.page().locator(".node .where")).containsText(Pattern.compile("process \\d+"));
      live.page().keyboard().press("j");
      live.page().keyboard().press("j");
      assertThat(live.page().locator("[data-row=w02]")).isFocused();
      live.page().keyboard().press("k");
      assertThat(live.page().locator("[data-row=w01]")).isFocused();
    }
  }

  @Test
  void aSavedStateThatIsBehindWhileThePoolRunsIsNoWarning() {
    try (var live = demo.open(DESKTOP, ColorScheme.LIGHT)) {
      live.go("system", "System");
      assertThat(live.page().locator(".verdict[data-differing]:not(.warn)")).isVisible();
      assertThat(live.page().locator(".states.odd")).hasCount(0);
      assertThat(live.page().locator(".peek")).containsText("messages");
      assertThat(live.page().locator(".keylist [aria-pressed=true]"))
          .containsText(Pattern.compile("bull:messages:\\w+\\s+(hash|stream|string) \\d"));
      assertThat(live.button("Copy JSON")).isVisible();
    }
  }

  @Test
  void aDemoFailsNothingAndASecondTabBeginsWithTheMinuteThatWas() {
    try (var live = demo.open(DESKTOP, ColorScheme.LIGHT)) {
      live.awaitFigure("done", 300);
      assertThat(live.figure("failed")).isZero();
      live.page()
          .waitForFunction(
              "() => { const { t } = document.querySelector('tide-app').store.history.columns;"
                  + " return t.at(-1) - t[0] > 65_000; }",
              null,
              new Page.WaitForFunctionOptions().setTimeout(120_000));

      Page second = live.page().context().newPage();
      second.addInitScript(FIRST_PAINT);
      second.navigate(demo.url());
      second.waitForFunction("() => window.firstPaint !== undefined");

      assertThat(((Number) second.evaluate("() => window.firstPaint")).doubleValue())
          .isGreaterThanOrEqualTo(60);
    }
  }

  @Test
  void aWorkerRestsAndResumesByHand() {
    try (var live = demo.open(DESKTOP, ColorScheme.LIGHT)) {
      live.go("workers", "Workers");
      var row = live.page().locator("[data-row=w03]");
      live.button("Rest w03").click();
      assertThat(row).containsText("rests", told());
      live.button("Resume w03").click();
      assertThat(row).not().containsText("rests", told());
    }
  }

  @Test
  void whereNothingMayBeChangedThereAreNoButtonsForIt(@TempDir Path folder) throws IOException {
    Path data = Files.createDirectory(folder.resolve("shown"));
    try (var shown = ServerProcess.start(data, "--read-only");
        var live = new LivePage(chromium.window(DESKTOP, ColorScheme.LIGHT), shown.url())) {
      assertThat(live.page().locator(".chip").first()).hasText("read-only");
      assertThat(live.button("Start")).hasCount(0);
      assertThat(live.page().locator("[data-fault]")).hasCount(0);
      live.go("workers", "Workers");
      assertThat(live.page().locator("main button")).hasCount(0);
      live.go("system", "System");
      assertThat(live.page().getByText("A switch every")).isVisible();
      assertThat(live.button("Change…")).hasCount(0);
    }
  }

  private static LocatorAssertions.IsVisibleOptions soon() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(15_000);
  }

  private static LocatorAssertions.ContainsTextOptions told() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(15_000);
  }

  private static LocatorAssertions.ContainsTextOptions patience() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
  }
}
