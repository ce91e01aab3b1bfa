package dev.tidemill.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a browser test needs on this machine, each null where it was not found. */
record BrowserParts(@Nullable Path node, @Nullable Path driver, @Nullable Path chromium) {

  private static final List<String> CHROMIUMS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Path ON_A_MAC =
      Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  static BrowserParts onThisMachine() {
    Path driver = module().resolve("node_modules").resolve("playwright-core");
    return new BrowserParts(
        onPath("node"), Files.exists(driver.resolve("cli.js")) ? driver : null, findChromium());
  }

  /** The folder of this module. */
  static Path module() {
    return Path.of(System.getProperty("tidemill.browser", "."));
  }

  /** What is missing and how to get it; empty when nothing is. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (node == null) {
      missing.add("Node.js (18 or later, on PATH)");
    }
    if (driver == null) {
      missing.add("playwright-core (npm ci --ignore-scripts in browser/)");
    }
    if (chromium == null) {
      missing.add("Chromium (apt-get install chromium, or CHROMIUM=/path/to/it)");
    }
    return missing;
  }

  private static @Nullable Path findChromium() {
    String named = System.getenv("CHROMIUM");
    if (named != null && !named.isBlank()) {
      return Path.of(named);
    }
    return Stream.concat(CHROMIUMS.stream().map(BrowserParts::onPath), Stream.of(ON_A_MAC))
        .filter(Objects::nonNull)
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Path onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
