package dev.tidemill.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A running Chromium.
 *
 * <p><b>Threading:</b> one thread; Playwright waits for no other.
 */
final class Chromium implements AutoCloseable {

  private static final List<String> FLAGS =
      List.of("--no-sandbox", "--disable-background-networking", "--disable-component-update");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts the Chromium found here. */
  static Chromium launch() {
    BrowserParts parts = BrowserParts.onThisMachine();
    Path driver = Objects.requireNonNull(parts.driver());
    Path node = Objects.requireNonNull(parts.node());
    System.setProperty("playwright.cli.dir", linkTo(driver).toString());
    Map<String, String> environment =
        Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_NODEJS_PATH", node.toString());
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    var options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(Objects.requireNonNull(parts.chromium()))
            .setArgs(FLAGS);
    return new Chromium(playwright, playwright.chromium().launch(options));
  }

  /** A folder as Playwright wants it: npm's package under the name {@code package}. */
  private static Path linkTo(Path driver) {
    Path folder = BrowserParts.module().resolve("target").resolve("driver");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(folder.resolve("package"));
      Files.createSymbolicLink(folder.resolve("package"), driver.toAbsolutePath());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Linking Playwright's driver into " + folder + " failed", e);
    }
  }

  /** A fresh profile with a window of the given width. */
  BrowserContext window(int width, ColorScheme scheme) {
    return browser.newContext(
        new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
  }

  /** The same for somebody who has chosen the colours and wants nothing to move. */
  BrowserContext plainWindow(int width) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(width, 900)
            .setForcedColors(ForcedColors.ACTIVE)
            .setReducedMotion(ReducedMotion.REDUCE));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
