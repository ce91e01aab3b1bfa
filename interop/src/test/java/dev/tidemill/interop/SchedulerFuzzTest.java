package dev.tidemill.interop;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.Backoff;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Schedule;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Schedulers put in, replaced and removed at random while their jobs are worked off, by BullMQ
 * under Node.js and by Tidemill: all keys must be equal. {@code -Dtidemill.schedulers=N} plays N
 * sequences, {@code -Dtidemill.schedulers.from=SEED} begins with that seed.
 */
@ExtendWith(NodeExtension.class)
final class SchedulerFuzzTest {

  private static final int STEPS = 40;
  private static final long[] LEAPS = {1, 250, 999, 1_000, 1_001, 2_500, 7_000, 61_000, 3_600_000};
  private static final String[] PATTERNS = {
    "* * * * * *", "*/5 * * * * *", "30 */2 * * *", "0 12 L * *", "15 9 * * 1#2"
  };
  private static final String[] ZONES = {"", "UTC", "Europe/Berlin", "America/New_York"};

  private final TestRedis redis;
  private final NodePeer node;

  SchedulerFuzzTest(TestRedis redis, NodePeer node) {
    this.redis = redis;
    this.node = node;
  }

  @TestFactory
  Stream<DynamicTest> nodeAndTidemillLeaveEqualKeys() {
    long from = Long.getLong("tidemill.schedulers.from", System.nanoTime() % 1_000_000);
    return LongStream.range(from, from + Long.getLong("tidemill.schedulers", 40))
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> play(seed)));
  }

  private void play(long seed) {
    Duel duel = new Duel(redis, node, "scheduler-seed" + seed, Terms.plain());
    try (SchedulerDuel both = new SchedulerDuel(redis, node, duel)) {
      Steps steps = new Steps(new Random(seed), both);
      for (int n = 0; n < STEPS; n++) {
        steps.next();
      }
      duel.assertEqualKeys();
    }
  }

  /** One sequence. */
  private static final class Steps {

    private final Random random;
    private final SchedulerDuel both;
    private final List<String> tokens = new ArrayList<>();
    private int tokenCount;
    private long clock;

    Steps(Random random, SchedulerDuel both) {
      this.random = random;
      this.both = both;
    }

    void next() {
      clock += random.nextBoolean() ? LEAPS[random.nextInt(LEAPS.length)] : 0;
      both.at(clock);
      int dice = random.nextInt(100);
      if (dice < 25) {
        both.upsert(id(), schedule(), random.nextInt(4) == 0 ? null : template());
      } else if (dice < 65) {
        claim();
      } else if (dice < 90) {
        end();
      } else if (dice < 95) {
        both.remove(id());
      } else {
        // Ids that stand in a scheduler's way are played in EqualSchedulersTest.
        both.duel.add(JobOptions.builder());
      }
    }

    private String id() {
      return random.nextBoolean() ? "a" : "b";
    }

    private void claim() {
      String token = "t" + ++tokenCount;
      String id = both.duel.claim(token);
      if (!id.equals("nothing")) {
        tokens.add(token);
        both.begin(id);
      }
    }

    private void end() {
      if (tokens.isEmpty()) {
        return;
      }
      String token = tokens.remove(random.nextInt(tokens.size()));
      if (random.nextInt(3) == 0) {
        both.duel.fail(token, null);
      } else {
        both.duel.complete(token, null);
      }
    }

    private Schedule.Builder schedule() {
      Schedule.Builder schedule;
      if (random.nextBoolean()) {
        schedule = Schedule.every(Duration.ofMillis(List.of(1_000, 2_500, 7_001).get(three())));
        schedule.offset(Duration.ofMillis(List.of(0, 300, 999).get(three())));
      } else {
        schedule = Schedule.cron(PATTERNS[random.nextInt(PATTERNS.length)]);
        schedule.zone(ZONES[random.nextInt(ZONES.length)]);
      }
      switch (random.nextInt(6)) {
        case 0 -> schedule.start(moment(random.nextInt(20_000) - 5_000));
        case 1 -> schedule.limit(1 + three());
        case 2 -> schedule.end(moment(random.nextInt(20_000)));
        case 3 -> schedule.immediately(true);
        default -> {}
      }
      return schedule;
    }

    private int three() {
      return random.nextInt(3);
    }

    private Instant moment(long after) {
      return Instant.ofEpochMilli(Duel.NOON + clock + after);
    }

    private NewJob template() {
      JobOptions.Builder options = JobOptions.builder();
      switch (random.nextInt(5)) {
        case 0 -> options.priority(1 + three());
        case 1 -> options.lifo(true);
        case 2 -> options.attempts(2).backoff(Backoff.exponential(Duration.ofMillis(500)));
        case 3 -> options.attempts(3).removeOnComplete(Keep.newest(1)).removeOnFail(Keep.none());
        default -> {}
      }
      return new NewJob(
          "n" + three(), three() == 0 ? "{}" : "{\"n\":" + three() + "}", options.build());
    }
  }
}
