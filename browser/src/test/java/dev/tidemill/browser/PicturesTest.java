package dev.tidemill.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.tidemill.testkit.TestRedis;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of the guide, taken anew when {@code -Dpictures=write} asks for them. */
@ExtendWith({NeedsChromium.class, OneStage.class})
@EnabledIfSystemProperty(named = "pictures", matches = "write")
class PicturesTest {

  private static final int PHONE = 390;

  /** On a desktop these are seen down to what lies below the window. */
  private static final Set<String> WHOLE = Set.of("live", "system");

  @Test
  void everyScreenIsSeenAtWork(Chromium chromium, @TempDir Path folder) throws Exception {
    try (TestRedis redis = TestRedis.start();
        PostOffice office = new PostOffice(redis);
        ServerProcess demo = ServerProcess.demoAtHome(folder, "--redis-url=" + redis.uri())) {
      Map<String, String> screens =
          Map.of(
              "live", "live",
              "queues", "queues",
              "queue", "queues/mails?state=failed",
              "job", "queues/mails/jobs/" + office.fill(),
              "workers", "workers",
              "system", "system");
      take(chromium.window(Stage.DESKTOP, ColorScheme.LIGHT), demo, "light", screens);
      take(chromium.window(Stage.DESKTOP, ColorScheme.DARK), demo, "dark", screens);
      take(chromium.window(PHONE, ColorScheme.LIGHT), demo, "phone", screens);
    }
  }

  private static void take(
      BrowserContext window, ServerProcess demo, String suffix, Map<String, String> screens) {
    try (var live = new LivePage(window, demo.url())) {
      live.page().setDefaultTimeout(120_000);
      live.awaitSamples(70);
      screens.forEach(
          (name, place) -> {
            live.page().evaluate("place => { location.hash = place; }", "#/" + place);
            settle(live.page());
            boolean whole = WHOLE.contains(name) && !suffix.equals("phone");
            Pictures.takeForTheGuide(live.page(), name + "-" + suffix, whole);
          });
    }
  }

  /** What was there before is gone, what was fetched has been drawn, and rates are known. */
  private static void settle(Page page) {
    for (int look = 0; look < 2; look++) {
      page.evaluate("() => new Promise(done => setTimeout(done, 800))");
      page.waitForFunction(
          "() => !/Reading…|Connecting…|–\\/s/.test(document.querySelector('main').innerText)");
    }
  }
}
