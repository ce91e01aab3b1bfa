package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The server stands still: its connections are there, and nothing comes. */
@ExtendWith({NeedsChromium.class, OneStage.class})
class FrozenServerTest {

  private static final String HOLE =
      "() => document.querySelector('tide-wave').data.workers.includes(null)";

  @Test
  void silenceIsSaidTheChartsHaveAHoleAndAllGoesOnByItself(Chromium chromium, @TempDir Path folder)
      throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (var server = ServerProcess.demo(data);
        var live = new LivePage(chromium.window(Stage.DESKTOP, ColorScheme.LIGHT), server.url())) {
      live.awaitSamples(3);
      server.freeze();
      try {
        assertThat(live.page().locator("[data-phase=stale]")).isVisible(soon());
        assertThat(live.status()).containsText("Nothing heard for 15 seconds. As of");
        assertThat(live.page().locator("main.old")).isVisible();
        assertThat(live.button("Stop")).isDisabled();
      } finally {
        server.thaw();
      }

      assertThat(live.page().locator("[data-phase=live]")).isVisible(soon());
      assertThat(live.button("Stop")).isEnabled();
      live.awaitSamples(live.samples() + 1);
      live.page().waitForFunction(HOLE);
    }
  }

  private static LocatorAssertions.IsVisibleOptions soon() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(40_000);
  }
}
