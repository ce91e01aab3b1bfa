package dev.tidemill.browser;

import com.microsoft.playwright.options.ColorScheme;
import dev.tidemill.testkit.TestFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A running demo, everything of it under a base path: started once for all classes. */
record Demo(TestFolder folder, ServerProcess server, Chromium chromium) implements AutoCloseable {

  static Demo start(Chromium chromium) {
    try {
      var folder = TestFolder.create("tidemill-demo");
      var data = Files.createDirectory(folder.path().resolve("data"));
      return new Demo(folder, ServerProcess.demo(data, "--base-path=/x/y"), chromium);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return server.url() + "x/y/";
  }

  LivePage open(int width, ColorScheme scheme) {
    return new LivePage(chromium.window(width, scheme), url());
  }

  @Override
  public void close() {
    server.close();
    folder.close();
  }
}
