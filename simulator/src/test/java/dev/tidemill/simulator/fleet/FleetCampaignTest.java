package dev.tidemill.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Many seeds; {@code campaign/simulate-fleet} asks for it and gets a line of results. */
@EnabledIfSystemProperty(named = "tidemill.seeds", matches = "\\d+")
@Timeout(value = 1, unit = TimeUnit.DAYS) // as many seeds as are asked for
class FleetCampaignTest {

  private final Map<Long, String> violations = new ConcurrentSkipListMap<>();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong played = new AtomicLong();

  @Test
  void noSeedViolatesAnInvariant() throws IOException {
    long seeds = Long.getLong("tidemill.seeds", 1);
    long from = Long.getLong("tidemill.seeds.from", 1);
    boolean first = Boolean.getBoolean("tidemill.seeds.first");
    long begun = System.nanoTime();

    LongStream.range(from, from + seeds)
        .parallel()
        .filter(seed -> !first || violations.isEmpty())
        .forEach(this::play);

    double minutes = (System.nanoTime() - begun) / 60e9;
    String line =
        "%s minutes=%.1f seed=%d simulated fleet, %d seeds of up to 50 nodes, %d events: %s"
            .formatted(
                LocalDate.now(ZoneOffset.UTC), minutes, from, played.get(), events.get(), told());
    Files.writeString(
        Path.of(System.getProperty("tidemill.seeds.results")),
        line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    assertThat(violations).as(line).isEmpty();
  }

  private void play(long seed) {
    FleetSimulation.Outcome outcome = FleetSimulation.play(seed, false);
    played.incrementAndGet();
    events.addAndGet(outcome.events());
    if (!outcome.violation().isEmpty()) {
      violations.put(seed, outcome.violation());
    }
  }

  private String told() {
    if (violations.isEmpty()) {
      return "good, nothing violated";
    }
    Map.Entry<Long, String> first = violations.entrySet().iterator().next();
    return "%d violated, the first by seed %d: %s"
        .formatted(violations.size(), first.getKey(), first.getValue());
  }
}
