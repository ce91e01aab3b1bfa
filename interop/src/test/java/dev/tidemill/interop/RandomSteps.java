package dev.tidemill.interop;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.Backoff;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import dev.tidemill.job.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Draws steps that jobs live through, mishaps among them. */
final class RandomSteps {

  private static final String[] VALUES = {"null", "1", "\"done\"", "{\"a\":[1,{\"b\":null}]}"};

  private final Random random;
  private final List<String> tokens = new ArrayList<>();
  private final Map<String, String> jobs = new HashMap<>();
  private final List<String> ids = new ArrayList<>();
  private int tokenCount;
  private long clock;

  RandomSteps(Random random) {
    this.random = random;
  }

  Terms terms() {
    Terms terms = Terms.plain();
    if (random.nextInt(3) == 0) {
      terms = terms.named("worker-" + random.nextInt(3));
    }
    if (random.nextInt(4) == 0) {
      terms = terms.limitedTo(1 + random.nextInt(5), Duration.ofMinutes(5));
    }
    if (random.nextInt(3) == 0) {
      terms = terms.counting(1 + random.nextInt(4));
    }
    return terms.stalledUpTo(random.nextInt(3));
  }

  /** Plays one step. */
  void next(Duel duel, VerbDuel verbs) {
    clock += random.nextInt(3) == 0 ? List.of(1, 7, 500, 2500, 40_000).get(random.nextInt(5)) : 0;
    duel.at(clock);
    int dice = random.nextInt(100);
    if (dice < 22) {
      add(duel);
    } else if (dice < 32 && !ids.isEmpty()) {
      RandomVerbs.next(random, verbs, ids.get(random.nextInt(ids.size())));
    } else if (dice < 50 || tokens.isEmpty()) {
      claim(duel);
    } else if (dice < 78) {
      settle(duel);
    } else if (dice < 90) {
      mishap(duel);
    } else {
      rule(duel);
    }
  }

  private void add(Duel duel) {
    NewJob[] jobs = new NewJob[1 + random.nextInt(3)];
    for (int n = 0; n < jobs.length; n++) {
      jobs[n] = new NewJob("job", "{\"n\":" + random.nextInt(1000) + "}", options());
    }
    String told = duel.add(jobs);
    ids.addAll(List.of(told.substring(1, told.length() - 1).split(", ")));
  }

  private JobOptions options() {
    JobOptions.Builder options = JobOptions.builder();
    switch (random.nextInt(6)) {
      case 0 -> options.lifo(true);
      case 1 -> options.delay(Duration.ofMillis(List.of(1, 2, 500, 3000).get(random.nextInt(4))));
      case 2 -> options.priority(1 + random.nextInt(3));
      case 3 -> options.id("own-" + random.nextInt(6));
      default -> {}
    }
    if (random.nextInt(12) == 0) {
      options.delay(Duration.ofMillis(500)).priority(2);
    }
    if (random.nextBoolean()) {
      options.attempts(random.nextInt(4)).backoff(backoff());
    }
    return options.removeOnComplete(keep()).removeOnFail(keep()).build();
  }

  private Backoff backoff() {
    Duration delay = Duration.ofMillis(List.of(0, 1, 700).get(random.nextInt(3)));
    return random.nextBoolean() ? Backoff.fixed(delay) : Backoff.exponential(delay);
  }

  private Keep keep() {
    return switch (random.nextInt(8)) {
      case 0 -> Keep.none();
      case 1 -> Keep.newest(1 + random.nextInt(2));
      case 2 -> Keep.youngerThan(Duration.ofSeconds(1 + random.nextInt(3)));
      case 3 -> new Keep(2L, Duration.ofSeconds(2), 1);
      default -> Keep.all();
    };
  }

  private void claim(Duel duel) {
    String token = "t" + ++tokenCount;
    hold(token, duel.claim(token));
  }

  private void hold(String token, String told) {
    if (!told.endsWith("nothing") && !told.endsWith("limited")) {
      tokens.add(token);
      jobs.put(token, told.strip());
    }
  }

  private void settle(Duel duel) {
    int which = random.nextInt(tokens.size());
    String token = tokens.remove(which);
    if (random.nextInt(25) == 0) {
      duel.lose(Objects.requireNonNull(jobs.get(token)));
    }
    String next = random.nextBoolean() ? "t" + ++tokenCount : null;
    String value = VALUES[random.nextInt(VALUES.length)];
    boolean recoverable = random.nextInt(5) > 0;
    String told =
        switch (random.nextInt(9)) {
          case 0, 1, 2 ->
              duel.play("complete " + token + " next " + next, p -> p.complete(token, value, next));
          case 3, 4, 5 ->
              duel.play(
                  "fail " + token + (recoverable ? "" : " for ever") + " next " + next,
                  p -> p.fail(token, "no luck", recoverable, next));
          case 6 -> duel.play("put back " + token, p -> p.putBack(token));
          default -> step(duel, token);
        };
    int gap = told.indexOf(' ');
    if (next != null && gap > 0) {
      hold(next, told.substring(gap));
    }
  }

  private String step(Duel duel, String token) {
    Step step =
        switch (random.nextInt(5)) {
          case 0 -> Step.limited(300_000);
          case 1 -> Step.children();
          default -> Step.delayed(List.of(0, 1, 500, 3000).get(random.nextInt(4)));
        };
    String answer = duel.play(step + " " + token, p -> p.step(token, step));
    if (Step.stays(answer)) {
      tokens.add(token);
    }
    return "";
  }

  private void mishap(Duel duel) {
    String token = tokens.get(random.nextInt(tokens.size()));
    switch (random.nextInt(5)) {
      case 0 -> duel.sweep();
      case 1 -> duel.play("extend " + token, p -> p.extendLock(token, Duration.ofSeconds(58)));
      case 2 -> duel.lose("limiter");
      default -> {
        if (!ids.isEmpty()) {
          duel.lose(ids.get(random.nextInt(ids.size())) + ":lock");
        }
      }
    }
  }

  private void rule(Duel duel) {
    switch (random.nextInt(6)) {
      case 0 -> duel.pause(true);
      case 1, 2 -> duel.pause(false);
      case 3 -> duel.meta("concurrency", Integer.toString(1 + random.nextInt(4)));
      case 4 -> duel.play("counts", Player::counts);
      default -> {
        if (!ids.isEmpty()) {
          String id = ids.get(random.nextInt(ids.size()));
          duel.play("state " + id, p -> p.state(id));
        }
      }
    }
  }
}
