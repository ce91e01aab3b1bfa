package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith({NeedsChromium.class, OneStage.class})
class LivePageTest {

  private static final String[] BRISK = {"--push-interval=20ms", "--limiter=none"};
  private static final int DESKTOP = 1280;
  private static final int PHONE = 320;

  /** How often the server is asked when the tab is looked at again. */
  private static final String ASKED_ON_WAKING =
      """
      () => {
        const real = window.fetch;
        let asked = 0;
        window.fetch = (...all) => { asked += 1; return real(...all); };
        document.dispatchEvent(new Event("visibilitychange"));
        window.fetch = real;
        return asked;
      }
      """;

  @TempDir static Path folder;
  private static ServerProcess server;
  private static Chromium chromium;

  @BeforeAll
  static void startServer(Chromium shared) throws IOException {
    server = ServerProcess.start(Files.createDirectory(folder.resolve("data")), BRISK);
    chromium = shared;
  }

  @AfterAll
  static void endIt() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aPoolStartedFromThePageMovesAndAReloadKeepsThePicture() {
    try (var live = open(DESKTOP, ColorScheme.LIGHT)) {
      live.start();
      live.awaitFigure("switches", 4);
      live.awaitFigure("done", 10);
      live.awaitSamples(5);
      assertThat(live.page().locator("[data-worker]").first()).isVisible();
      long pushed = live.figure("pushed");
      int samples = live.samples();
      int lanes = live.lanes();
      assertThat(live.painted("composition")).isGreaterThan(1000);

      live.reload();

      assertThat(live.samples()).isGreaterThanOrEqualTo(samples);
      assertThat(live.lanes()).isGreaterThanOrEqualTo(lanes);
      assertThat(live.figure("pushed")).isGreaterThanOrEqualTo(pushed);
      assertThat(live.painted("composition")).isGreaterThan(1000);
      assertThat(live.painted("lanes")).isGreaterThan(1000);
      assertThat(live.complaints()).isEmpty();
    }
  }

  @Test
  void afterAStopTheSavedStateIsTheLiveOneAndNothingMoves() {
    try (var live = open(DESKTOP, ColorScheme.LIGHT)) {
      live.start();
      live.awaitFigure("pushed", 1);
      live.stop();

      live.go("system", "System");

      assertThat(live.page().locator(".verdict")).hasText("Saved and live agree.");
      String saved = live.digits("[data-field=totalMessageCount] [data-side=saved]");
      live.go("live", "Live");
      live.reload();
      assertThat(live.figure("pushed")).isEqualTo(Long.parseLong(saved));
      assertThat(live.figure("failed")).isZero();
      long waiting = live.figure("waiting");
      live.go("queues", "Queues");
      assertThat(live.digits("[data-row=messages] [data-label=Waiting]"))
          .isEqualTo(Long.toString(waiting));
      assertThat(live.complaints()).isEmpty();
    }
  }

  @Test
  void whatLiveShowsAtRestIsWhatTheStateAndTheMetricsTell() {
    try (var live = open(DESKTOP, ColorScheme.LIGHT)) {
      live.start();
      live.awaitFigure("done", 20);
      live.stop();
      live.reload();

      String state = live.fetched("state");
      String metrics = live.fetched("metrics");

      Map.of(
              "pushers", "pusherCount",
              "pullers", "pullerCount",
              "increment", "messageCount",
              "pushed", "totalMessageCount",
              "switches", "roleSwitchCount")
          .forEach(
              (card, field) ->
                  assertThat(state).contains("\"%s\":%d".formatted(field, live.figure(card))));
      Map.of(
              "pushers", "tidemill_workers{role=\"Pusher\"}",
              "pullers", "tidemill_workers{role=\"Puller\"}",
              "pushed", "tidemill_messages_pushed_total",
              "done", "tidemill_jobs_finished_total{outcome=\"completed\",queue=\"messages\"}",
              "failed", "tidemill_jobs_finished_total{outcome=\"failed\",queue=\"messages\"}")
          .forEach(
              (card, series) ->
                  assertThat(metrics).contains("\n%s %d\n".formatted(series, live.figure(card))));
      assertThat(switches(metrics)).isEqualTo(live.figure("switches"));
      assertThat(live.complaints()).isEmpty();
    }
  }

  /** Those each way together. */
  private static long switches(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("tidemill_role_switches_total{"))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void aPausedViewStandsStillWhileThePoolGoesOn() {
    try (var live = open(DESKTOP, ColorScheme.LIGHT)) {
      live.start();
      live.awaitFigure("pushed", 1);
      live.button("❚❚ Pause").click();
      long shown = live.figure("pushed");
      String said = live.status().innerText();
      int samples = live.samples();

      live.awaitSamples(samples + 2);

      assertThat(live.figure("pushed")).isEqualTo(shown);
      assertThat(live.status().innerText()).isEqualTo(said).contains("View paused at");
      live.go("queues", "Queues");
      assertThat(live.page().locator("[data-row=messages]")).isVisible();
      assertThat(live.page().evaluate(ASKED_ON_WAKING)).isEqualTo(0);
      live.go("live", "Live");
      live.page().locator(".actions button[aria-pressed=true]").click();
      live.awaitFigure("pushed", shown + 1);
      assertThat(live.complaints()).isEmpty();
    }
  }

  @Test
  void startAndStopWorkFromTheKeyboard() {
    try (var live = open(DESKTOP, ColorScheme.LIGHT)) {
      live.start();
      live.stop();
      live.button("Start").focus();
      live.page().keyboard().press("Enter");
      assertThat(live.status()).containsText("Live.");
      assertThat(live.button("Start")).isFocused();
      live.page().keyboard().press("Shift+Tab");
      live.page().keyboard().press("Space");
      assertThat(live.status()).containsText("Stopped.");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void axeFindsNothingToSayAndThePolicyNeedsNoUnsafe(ColorScheme scheme) {
    try (var live = open(DESKTOP, scheme)) {
      live.start();
      live.awaitFigure("done", 1);
      var found = new AxeBuilder(live.page()).analyze();
      live.picture("live-" + scheme.name().toLowerCase(Locale.ROOT) + ".png");

      assertThat(found.getViolations()).isEmpty();
      assertThat(live.policy()).contains("default-src 'self'").doesNotContain("unsafe");
      assertThat(live.complaints()).isEmpty();
    }
  }

  @Test
  void aPhoneNeedsNoSidewaysScrolling() {
    try (var live = open(PHONE, ColorScheme.DARK)) {
      live.start();
      live.awaitFigure("done", 1);
      live.picture("phone.png");

      var wider = live.page().evaluate("() => document.documentElement.scrollWidth - innerWidth");

      assertThat(((Number) wider).intValue()).isNotPositive();
      assertThat(live.complaints()).isEmpty();
    }
  }

  @Test
  void aServerThatGoesIsSaidAndThePictureIsFullWhenItComesBack() {
    try (var live = open(DESKTOP, ColorScheme.LIGHT)) {
      live.start();
      live.awaitSamples(3);
      live.stop();
      int samples = live.samples();
      int port = server.port();

      server.close();
      assertThat(live.status()).containsText("Reconnecting");
      server = ServerProcess.startOn(port, folder.resolve("data"), BRISK);

      assertThat(live.status()).containsText("Stopped.", patience());
      live.awaitSamples(samples);
    }
  }

  /** A server on a busy machine takes a while until its Redis answers. */
  private static LocatorAssertions.ContainsTextOptions patience() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
  }

  private static LivePage open(int width, ColorScheme scheme) {
    return new LivePage(chromium.window(width, scheme), server.url());
  }
}
