package dev.tidemill.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** Pictures of what is in a window. */
final class Pictures {

  private Pictures() {}

  /** Leaves one among what the build makes, to be looked at when a test fails. */
  static void take(Page page, String name) {
    take(page, BrowserParts.module().resolve("target").resolve("pictures"), name, false);
  }

  /** Leaves one for the guide: of the page from top to bottom, or of what a window shows of it. */
  static void takeForTheGuide(Page page, String name, boolean whole) {
    take(page, BrowserParts.module().resolve("../docs/screens"), name, whole);
  }

  private static void take(Page page, Path folder, String name, boolean whole) {
    Path file = folder.normalize().resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(whole));
  }
}
