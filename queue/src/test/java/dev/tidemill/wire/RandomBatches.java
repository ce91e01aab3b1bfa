package dev.tidemill.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.Keep;
import dev.tidemill.job.NewJob;
import dev.tidemill.wire.SettleAndClaim.Claimed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** Draws what both sides play in a round. */
final class RandomBatches {

  private static final Settlement.Why WHY = new Settlement.Why("why", "[]");

  private static final long NOON = 1_790_000_000_000L;

  private final Random random;
  private final RandomFamilies families;
  private final List<Claimed> held = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final boolean plain;
  private final int limitMax;
  private long now = NOON;

  /**
   * Draws all there is or, when they are to be plain, mostly jobs with nothing special about them.
   */
  RandomBatches(long seed, boolean plain) {
    this.plain = plain;
    random = new Random(seed);
    families = new RandomFamilies(random);
    limitMax = !plain && random.nextInt(4) == 0 ? 3 + random.nextInt(20) : 0;
  }

  /** Whether something special may be drawn. */
  private boolean isSpecial() {
    return !plain || random.nextInt(20) == 0;
  }

  /** Plays a round on both sides; answers what it was. */
  String next(BatchSide batch, BatchSide singles) {
    now += random.nextInt(3) == 0 ? random.nextInt(3000) : 0;
    if (random.nextInt(6) == 0) {
      return upkeep(batch, singles);
    }
    int dice = random.nextInt(isSpecial() ? 10 : 8);
    if (dice < 3) {
      return isSpecial() && random.nextInt(4) == 0 ? flow(batch, singles) : add(batch, singles);
    }
    if (dice < 8) {
      return settleAndClaim(batch, singles);
    }
    return mishap(batch, singles);
  }

  private String add(BatchSide batch, BatchSide singles) {
    List<NewJob> jobs = new ArrayList<>();
    boolean related = isSpecial() && random.nextBoolean();
    for (int n = random.nextInt(12); n >= 0; n--) {
      jobs.add(new NewJob("job", Integer.toString(random.nextInt(100)), options(related)));
    }
    List<Stored> added = batch.add(jobs, now);
    assertThat(told(singles.add(jobs, now))).isEqualTo(told(added));
    note(added);
    for (int n = 0; n < 3; n++) {
      assertThat(singles.runsOut("d" + n)).isEqualTo(batch.runsOut("d" + n));
    }
    return "add " + jobs;
  }

  private JobOptions options(boolean related) {
    JobOptions.Builder options = JobOptions.builder();
    switch (isSpecial() ? random.nextInt(7) : 0) {
      case 0 -> options.lifo(random.nextBoolean());
      case 1, 2 -> options.delay(Duration.ofMillis(1 + random.nextInt(3)));
      case 3 -> options.delay(Duration.ofMillis(1 + random.nextInt(4000))).priority(2);
      case 4 -> options.priority(1 + random.nextInt(2));
      case 5 -> options.id("own-" + random.nextInt(20));
      default -> {}
    }
    switch (related ? random.nextInt(6) : 0) {
      case 1, 2 -> families.parent(options, ids);
      case 3, 4 -> families.deduplication(options);
      default -> {}
    }
    return options.build();
  }

  private String flow(BatchSide batch, BatchSide singles) {
    List<NewJob> jobs = families.flow();
    List<Stored> added = batch.flow(jobs, now);
    assertThat(told(singles.flow(jobs, now))).isEqualTo(told(added));
    note(added);
    return "flow " + jobs;
  }

  private void note(List<Stored> added) {
    added.stream().map(Stored::id).filter(id -> !id.isEmpty()).forEach(ids::add);
  }

  private static String told(List<Stored> stored) {
    return stored.toString().replace("single:", "batch:");
  }

  private static void each(List<BatchSide> sides, Consumer<BatchSide> action) {
    sides.forEach(action);
  }

  private String settleAndClaim(BatchSide batch, BatchSide singles) {
    List<Settlement> settled = new ArrayList<>();
    for (int n = Math.min(held.size(), random.nextInt(10)); n > 0; n--) {
      now += random.nextInt(3) == 0 ? random.nextInt(4) : random.nextInt(40) == 0 ? 50_000 : 0;
      settled.add(settlement(held.remove(random.nextInt(held.size()))));
    }
    List<String> workers = new ArrayList<>();
    for (int n = random.nextInt(8); n > 0; n--) {
      workers.add(random.nextBoolean() ? "" : "w" + random.nextInt(3));
    }
    BatchSide.Terms terms = new BatchSide.Terms(workers, limitMax);
    BatchSide.Answer answer = batch.settleAndClaim(settled, terms, now);
    String told = "settle " + settled + " and claim for " + workers + " at " + now;
    assertThat(singles.settleAndClaim(settled, terms, now).told().replace("single:", "batch:"))
        .as(told)
        .isEqualTo(answer.told());
    held.addAll(answer.claims());
    return told;
  }

  private Settlement settlement(Claimed claim) {
    String id = claim.job().id();
    String token = isSpecial() && random.nextInt(15) == 0 ? "foreign" : claim.token();
    return switch (isSpecial() ? random.nextInt(20) : 5) {
      case 0 -> new Settlement.Limited(id, token, now, 600_000);
      case 1, 2 -> new Settlement.Postponed(id, token, now, random.nextInt(4));
      case 3, 4 -> new Settlement.ForChildren(id, token, now, "");
      case 5, 6, 7, 8 -> new Settlement.Completed(id, token, now, "{\"r\":1}", keep());
      case 9, 10, 11 -> new Settlement.Failed(id, token, now, WHY, keep(), random.nextInt(3));
      case 12, 13 -> new Settlement.Delayed(id, token, now, WHY, 1 + random.nextInt(3));
      case 14, 15 -> new Settlement.Retried(id, token, now, WHY, random.nextInt(4) == 0);
      default -> new Settlement.Returned(id, token, now);
    };
  }

  private Keep keep() {
    return switch (random.nextInt(plain ? 20 : 6)) {
      case 0, 6, 7, 8 -> Keep.none();
      case 1 -> Keep.newest(1 + random.nextInt(3));
      case 2 -> Keep.youngerThan(Duration.ofSeconds(1));
      case 3 -> new Keep(3L, Duration.ofSeconds(2), 2);
      default -> Keep.all();
    };
  }

  /** What goes on beside settling: somebody sweeps, retries, or takes the marker. */
  private String upkeep(BatchSide batch, BatchSide singles) {
    int dice = random.nextInt(3);
    if (dice == 0) {
      assertThat(singles.sweep(now)).isEqualTo(batch.sweep(now));
      return "a sweep";
    }
    if (dice == 1) {
      return retry(batch, singles);
    }
    each(List.of(batch, singles), side -> side.command("DEL", "marker"));
    return "the marker is taken";
  }

  /** Some that have finished, and now and then one that has finished once more meanwhile. */
  private String retry(BatchSide batch, BatchSide singles) {
    JobState state = random.nextInt(3) == 0 ? JobState.COMPLETED : JobState.FAILED;
    Map<String, String> scores = batch.finished(state, 1 + random.nextInt(6));
    scores.replaceAll((id, score) -> random.nextInt(8) == 0 ? score + "1" : score);
    List<String> retried = batch.retry(state, scores);
    String told = "retry " + state + " " + scores + " -> " + retried;
    assertThat(singles.retry(state, scores)).as(told).isEqualTo(retried);
    return told;
  }

  private String mishap(BatchSide batch, BatchSide singles) {
    List<BatchSide> sides = List.of(batch, singles);
    String id = ids.isEmpty() ? "none" : ids.get(random.nextInt(ids.size()));
    switch (random.nextInt(7)) {
      case 0 -> each(sides, side -> side.command("DEL", "limiter"));
      case 1 -> each(sides, side -> side.command("DEL", id));
      case 2 -> each(sides, side -> side.pause(true));
      case 3, 4 -> each(sides, side -> side.pause(false));
      case 5 -> {
        String bound = Integer.toString(1 + random.nextInt(8));
        each(sides, side -> side.command("HSET", "meta", "concurrency", bound));
      }
      default -> each(sides, side -> side.command("DEL", id + ":lock"));
    }
    return "a mishap with " + id;
  }
}
