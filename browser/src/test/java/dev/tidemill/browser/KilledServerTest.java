package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.tidemill.testkit.TestRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The server dies at work, and another takes its place. */
@ExtendWith({NeedsChromium.class, OneStage.class})
class KilledServerTest {

  private static final String HISTORY = "bull:messages:tidemill:history";
  private static final String STORE = "document.querySelector('tide-app').store";

  /** The turns that were told of a stretch of time; what was only seen is left out. */
  private static final String TURNS =
      "([from, to]) => [..."
          + STORE
          + ".history.lanes].flatMap(([worker, turns]) => turns.filter(([t, , seen]) => !seen && t"
          + " > from && t <= to).map(([t, role]) => `${worker} ${t} ${role}`)).sort()";

  /** Whether workers have turned both ways since, two seconds ago and earlier. */
  private static final String TURNED =
      "since => { const all = ("
          + TURNS
          + ")([since, "
          + STORE
          + ".history.last - 2000]).join(); return all.includes('Pusher') &&"
          + " all.includes('Puller'); }";

  /** Keeps the ids of the turns that the stream tells, and how often it begins with a picture. */
  private static final String KEEP_IDS =
      """
      window.heard = { turns: [], pictures: 0 };
      window.EventSource = class extends EventSource {
        constructor(url) {
          super(url);
          this.addEventListener("turn", ({ lastEventId }) => window.heard.turns.push(lastEventId));
          this.addEventListener("snapshot", () => (window.heard.pictures += 1));
        }
      };
      """;

  @Test
  void thePageGoesOnAndItsLanesHaveEveryTurnOnce(Chromium chromium, @TempDir Path folder)
      throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (TestRedis redis = TestRedis.start()) {
      String[] options = {
        "--redis-url=" + redis.uri(), "--start", "--push-interval=100ms", "--work=150ms"
      };
      ServerProcess mortal = ServerProcess.start(data, options);
      try (var live = page(chromium, mortal)) {
        live.awaitFigure("switches", 20);
        double from = last(live);
        mortal.kill9();
        assertThat(live.status()).containsText("Reconnecting");

        try (var heir = ServerProcess.startOn(mortal.port(), data, options)) {
          awaitLive(live);
          live.page().waitForFunction(TURNED, last(live));
          hasHeardEachTurnOnce(live, redis);
          double to = last(live) - 2000;
          Object turns = live.page().evaluate(TURNS, List.of(from, to));
          try (var late = page(chromium, heir)) {
            assertThat(turns).isEqualTo(late.page().evaluate(TURNS, List.of(from, to)));
          }
          assertThat(turns.toString()).contains("Pusher", "Puller");
        }
      } finally {
        mortal.kill9();
      }
    }
  }

  private static LivePage page(Chromium chromium, ServerProcess server) {
    BrowserContext window = chromium.window(Stage.DESKTOP, ColorScheme.LIGHT);
    window.addInitScript(KEEP_IDS);
    return new LivePage(window, server.url());
  }

  /** From when its server answers; five seconds are aimed at, on a machine that is not busy. */
  private static void awaitLive(LivePage live) {
    long answers = System.nanoTime();
    assertThat(live.status()).containsText("Live.", patience());
    double took = (System.nanoTime() - answers) / 1e9;
    System.out.printf("The page was live %.1f s after its server answered%n", took);
  }

  /** By the ids, against what the history has. */
  private static void hasHeardEachTurnOnce(LivePage live, TestRedis redis) {
    List<?> heard = (List<?>) live.page().evaluate("() => window.heard.turns");
    List<String> told = new ArrayList<>();
    for (Object entry : (List<?>) Objects.requireNonNull(redis.call("XRANGE", HISTORY, "-", "+"))) {
      List<?> parts = (List<?>) entry;
      if (((List<?>) parts.getLast()).contains("turn")) {
        told.add(String.valueOf(parts.getFirst()));
      }
    }
    int from = told.indexOf(String.valueOf(heard.getFirst()));
    assertThat(heard).hasSizeGreaterThan(20).isEqualTo(told.subList(from, from + heard.size()));
    assertThat(live.page().evaluate("() => window.heard.pictures")).isEqualTo(1);
  }

  /** When the newest sample was taken. */
  private static double last(LivePage live) {
    return ((Number) live.page().evaluate("() => " + STORE + ".history.last")).doubleValue();
  }

  private static LocatorAssertions.ContainsTextOptions patience() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
  }
}
