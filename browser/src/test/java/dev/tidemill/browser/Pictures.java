package dev.tidemill.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** Pictures of what is in a window. */
final class Pictures {

  private Pictures() {}

  /** Leaves one among what the build makes, to be looked at when a test fails. */
  static void take(Page page, String name) {
    take(page, BrowserParts.module().resolve("target").resolve("pictures"), name);
  }

  /** Leaves one for the guide. */
  static void takeForTheGuide(Page page, String name) {
    take(page, BrowserParts.module().resolve("../docs/screens"), name);
  }

  private static void take(Page page, Path folder, String name) {
    Path file = folder.normalize().resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }
}
