package dev.tidemill.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.node.Beat;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random calls to the model and to the real scripts: each answer and all that is kept are equal.
 */
@ExtendWith(RedisExtension.class)
class RedisModelTest {

  private static final int CALLS = 150;
  private static final List<String> NODES = List.of("a", "b", "c");

  /** A claim that was made. */
  private record Claim(String worker, String stem, long number, String id) {

    String token() {
      return stem + number;
    }
  }

  static LongStream fresh() {
    long base = System.currentTimeMillis();
    return LongStream.range(base, base + Integer.getInteger("tidemill.model", 20));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("fresh")
  void theModelAnswersAndKeepsWhatTheRealScriptsDo(long seed, TestRedis redis) {
    RedisModel model = new RedisModel(() -> 1_700_000_000_000L);
    try (RealScripts real = new RealScripts(redis, model::now)) {
      Play play = new Play(new Random(seed), model, real);
      for (int n = 0; n < CALLS; n++) {
        play.call();
        assertThat(play.kept()).as("after " + play.last).isEqualTo(real.state());
      }
    }
  }

  private static final class Play {

    private final Random random;
    private final RedisModel model;
    private final RealScripts real;
    private final Map<String, String> known = new TreeMap<>();
    private final List<Push> pushes = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private long numbers;
    private String last = "";

    Play(Random random, RedisModel model, RealScripts real) {
      this.random = random;
      this.model = model;
      this.real = real;
    }

    private String node() {
      return NODES.get(random.nextInt(NODES.size()));
    }

    private void same(String call, Object modelled, Object found) {
      last = call + " -> " + found;
      assertThat(modelled).as(call).isEqualTo(found);
    }

    void call() {
      switch (random.nextInt(14)) {
        case 0, 1 -> beat(node());
        case 2 -> pass();
        case 3 -> membership(node());
        case 4 -> source(node());
        case 5 -> hold(node());
        case 6 -> enter(node());
        case 7, 8 -> add(node());
        case 9, 10 -> save();
        case 11 -> claim(node());
        case 12 -> settle();
        default -> handBack(node());
      }
    }

    private void beat(String node) {
      String version = random.nextInt(4) == 0 ? "" : known.getOrDefault(node, "");
      Beat beat = model.beat(node, version);
      known.put(node, beat.version());
      String told =
          "%s %d %s %s %d"
              .formatted(
                  beat.version(),
                  beat.unbroken().toMillis(),
                  beat.expelled(),
                  beat.nodes(),
                  beat.others());
      same("beat " + node, told, real.beat(node, Beat.SILENCE.toMillis(), version));
    }

    private void pass() {
      long ms = random.nextInt(5) == 0 ? -random.nextLong(10_000) : 500L * random.nextInt(12);
      model.jump(ms);
      NODES.stream().filter(node -> !model.isHeld(node)).forEach(real::forgetHolder);
      model.jobs.expire(model.now()).forEach(real::forgetLock);
      last = ms + " ms";
    }

    private void membership(String node) {
      if (random.nextInt(3) == 0) {
        same("leave " + node, model.leave(node), real.leave(node));
      } else if (random.nextInt(3) == 0) {
        same("handed back " + node, model.handedBack(node), real.handedBack(node));
      } else {
        beat(node);
      }
    }

    private void source(String node) {
      String source = random.nextBoolean() ? "s" : "t";
      if (random.nextInt(3) == 0) {
        same("give back", model.leaveSource(node, source), real.leaveSource(node, source));
      } else {
        same("take", model.takeSource(node, source), real.takeSource(node, source));
      }
    }

    private void hold(String node) {
      String who = "process " + random.nextInt(2);
      long ms = random.nextInt(4) == 0 ? 0 : 10_000;
      String dead = random.nextInt(3) == 0 ? "process 1" : "";
      same("hold", model.hold(node, who, ms, dead), real.hold(node, who, ms, dead));
    }

    private void enter(String node) {
      same("enter " + node, model.enter(node), real.enter(node));
    }

    private void add(String node) {
      boolean again = !pushes.isEmpty() && random.nextInt(3) == 0;
      Push push = again ? pushes.get(random.nextInt(pushes.size())) : newPush(node);
      pushes.add(push);
      same(push.toString(), model.add(push), real.add(push));
    }

    private Push newPush(String node) {
      String source = random.nextBoolean() ? "" : "s";
      String place = model.ledger.fields.getOrDefault("at:" + source, "");
      String from = random.nextInt(5) == 0 ? "elsewhere" : place;
      long epoch = Math.max(1, model.ledger.number("epoch:" + node) + random.nextInt(4) / 3);
      List<String> messages = List.of("1", "2", "3").subList(0, 1 + random.nextInt(3));
      return new Push(
          node, epoch, ++numbers, source, source.isEmpty() ? "" : from, "p" + numbers, messages);
    }

    private void save() {
      String stored = model.plans.storedVersion();
      long version = 1 + (stored.isEmpty() ? 0 : Long.parseLong(stored));
      String from = random.nextInt(4) == 0 ? Long.toString(random.nextInt(5)) : stored;
      String there = model.plans.systemState;
      if (random.nextInt(6) == 0) {
        model.plans.systemState = "foreign " + ++numbers;
        real.foreign("foreign " + numbers);
      }
      Plans.Save save =
          new Plans.Save(
              from,
              version,
              "{\"version\":" + version + ",\"n\":" + random.nextInt(2) + "}",
              random.nextBoolean() ? "" : "copy " + ++numbers,
              random.nextBoolean() || there == null ? "" : there,
              random.nextInt(4) == 0 ? 5 : 0);
      same(save.toString(), model.save(save), real.save(save));
    }

    private void claim(String node) {
      boolean again = !claims.isEmpty() && random.nextInt(4) == 0;
      String stem = node + ":" + model.ledger.number("epoch:" + node) + ":";
      Claim claim =
          again
              ? claims.get(random.nextInt(claims.size()))
              : new Claim(node + "/w" + random.nextInt(3), stem, ++numbers, "");
      String id = model.jobs.claim(claim.worker(), claim.token(), model.now(), World.LOCK_MS);
      String told = real.claim(claim.worker(), claim.stem(), claim.number(), World.LOCK_MS, again);
      same("claim " + claim, id == null ? "" : id, told);
      claims.add(new Claim(claim.worker(), claim.stem(), claim.number(), told));
    }

    private void settle() {
      if (!claims.isEmpty()) {
        Claim claim = claims.get(random.nextInt(claims.size()));
        boolean settled = model.jobs.settle(claim.id(), claim.token(), model.now());
        if (settled) {
          model.ledger.settled();
        }
        same("settle " + claim, settled, real.settle(claim.id(), claim.token()));
      }
    }

    private void handBack(String node) {
      String spared = random.nextBoolean() ? "" : node + ":2:";
      same(
          "handBack " + node,
          model.jobs.handBack(node + ":", spared, node + "/", model.now()),
          real.handBack(node + ":", spared, node + "/"));
    }

    /** All that can be read of the model, in the words of the real one. */
    Map<String, String> kept() {
      Map<String, String> state = new TreeMap<>(model.ledger.fields);
      if (!model.members.version().equals("0")) {
        state.put("fleet version", model.members.version());
      }
      if (!model.members.dead().isEmpty()) {
        state.put("fleet dead", model.members.dead());
      }
      model.members.begun().forEach((node, at) -> state.put("fleet since:" + node, at.toString()));
      model.members.beats().forEach((node, at) -> state.put("beat " + node, at.toString()));
      state.put("waiting", model.jobs.waiting().toString());
      state.put("active", model.jobs.active().toString());
      state.put("plan", plan());
      return state;
    }

    private String plan() {
      StringBuilder told = new StringBuilder();
      told.append(word(model.plans.state)).append('|');
      told.append(model.plans.storedVersion()).append('|');
      told.append(word(model.plans.systemState)).append('|');
      told.append(word(model.plans.copied)).append('|');
      for (String field : List.of("count", "version", "done", "failed", "gone")) {
        told.append(word(model.ledger.fields.get(field))).append('|');
      }
      return told.toString();
    }

    private static String word(@Nullable String text) {
      return text == null ? "none" : text;
    }
  }
}
