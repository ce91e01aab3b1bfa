package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a test asks of the machine. Where it is missing the test is left out and says so; with
 * {@code TIDEMILL_GATE=true}, which {@code .ci/run} sets, it fails instead.
 */
final class Needs {

  private static final boolean NONE_LEFT_OUT =
      Boolean.parseBoolean(System.getenv("TIDEMILL_GATE"))
          || Boolean.parseBoolean(System.getenv("TIDEMILL_CI"));

  private Needs() {}

  /** A program that ends well when it is tried. */
  static void program(String... words) throws InterruptedException {
    check(String.join(" ", words), endsWell(words));
  }

  static void file(Path path) {
    check(path.toString(), Files.exists(path));
  }

  private static void check(String what, boolean there) {
    if (NONE_LEFT_OUT) {
      assertThat(there).as("'%s' on this machine, where no test may be left out", what).isTrue();
    }
    assumeThat(there).as("'%s' on this machine", what).isTrue();
  }

  private static boolean endsWell(String... words) throws InterruptedException {
    try {
      return new ProcessBuilder(words)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
