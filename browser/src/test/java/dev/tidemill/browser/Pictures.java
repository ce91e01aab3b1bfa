package dev.tidemill.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** Pictures of the screens for the guide; written when {@code -Dpictures=write} asks for them. */
final class Pictures {

  private static final boolean WANTED = "write".equals(System.getProperty("pictures"));

  private Pictures() {}

  /** Takes one of what is in the window, else leaves it among what the build makes. */
  static void take(Page page, String name) {
    Path module = BrowserParts.module();
    Path folder =
        WANTED ? module.resolve("../docs/screens") : module.resolve("target").resolve("pictures");
    Path file = folder.normalize().resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }
}
