package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A fleet of Node.js and Java workers that is killed process by process loses no job and ends none
 * twice. {@code campaign/mixed-fleet} runs the long form.
 */
@ExtendWith(NodeExtension.class)
final class MixedFleetTest {

  private static final Duration PATIENCE = Duration.ofHours(1);

  @Test
  void everyJobEndsExactlyOnceWhoeverIsKilled(TestRedis redis, NodePeer node)
      throws IOException, InterruptedException {
    Fleet.Terms terms =
        new Fleet.Terms(
            Integer.getInteger("tidemill.fleet", 1_500),
            Integer.getInteger("tidemill.fleet.kills", 4),
            Long.getLong("tidemill.fleet.seed", 1));
    long began = System.nanoTime();

    FleetResult result;
    try (Fleet fleet = new Fleet(terms, redis, node)) {
      result = fleet.run(PATIENCE);
    }

    report(result, (System.nanoTime() - began) / 6e10);
    assertThat(result.isGood()).as(result.toString()).isTrue();
  }

  private static void report(FleetResult result, double minutes) throws IOException {
    String line =
        String.format(
            Locale.ROOT, "%s minutes=%.1f %s%n", LocalDate.now(ZoneOffset.UTC), minutes, result);
    System.out.print(line);
    String results = System.getProperty("tidemill.fleet.results", "");
    if (!results.isEmpty()) {
      Files.writeString(
          Path.of(results), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
