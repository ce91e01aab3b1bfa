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

/** Schedulers put in, replaced and removed while their jobs are worked off. */
final class ScheduleGame implements Game {

  private static final long[] LEAPS = {1, 250, 999, 1_000, 1_001, 2_500, 7_000, 61_000, 3_600_000};
  private static final String[] PATTERNS = {
    "* * * * * *", "*/5 * * * * *", "30 */2 * * *", "0 12 L * *", "15 9 * * 1#2"
  };
  private static final String[] ZONES = {"", "UTC", "Europe/Berlin", "America/New_York"};

  private final Random random;
  private final SchedulerDuel both;
  private final List<String> tokens = new ArrayList<>();
  private int tokenCount;
  private long clock;

  ScheduleGame(TestRedis redis, NodePeer node, Random random, String name) {
    this.random = random;
    Duel duel = new Duel(redis, node, "schedule-" + name, Terms.plain());
    this.both = new SchedulerDuel(redis, node, duel);
  }

  @Override
  public void step() {
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

  @Override
  public void assertEqualKeys() {
    both.duel.assertEqualKeys();
  }

  @Override
  public void close() {
    both.close();
  }
}
