package dev.tidemill.simulator.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The line on which the pullers of a process claim and settle: one call under way. */
final class PullLoop {

  private static final long AGAIN_MS = 300;

  /** A job in hand. */
  private record InHand(String worker, String id, String token) {}

  private final Life life;
  private final World world;
  private final Set<String> busy = new HashSet<>();
  private final List<InHand> ended = new ArrayList<>();
  private long epoch;
  private long tokens;
  private boolean calling;

  PullLoop(Life life) {
    this.life = life;
    this.world = life.world;
  }

  void enter(long newEpoch) {
    epoch = newEpoch;
  }

  void start() {
    life.after(AGAIN_MS, this::tick);
  }

  private void tick() {
    if (!life.isStopping()) {
      start();
    }
    turn();
  }

  private void turn() {
    if (calling) {
      return;
    }
    Map<String, String> claims = new HashMap<>(); // by token
    if (life.isOpen()) {
      for (String worker : life.hands.pulling(life.pushing.isExhausted())) {
        if (!busy.contains(worker)) {
          claims.put(life.host.name + ":" + epoch + ":" + ++tokens, worker);
        }
      }
    }
    if (!claims.isEmpty() || !ended.isEmpty()) {
      calling = true;
      send(List.copyOf(ended), claims);
    }
  }

  private void send(List<InHand> settled, Map<String, String> claims) {
    life.call(
        "settleAndClaim",
        () -> carriedOut(settled, claims),
        claimed -> answered(settled, claimed),
        () -> life.after(AGAIN_MS, () -> send(settled, claims)));
  }

  private List<InHand> carriedOut(List<InHand> settled, Map<String, String> claims) {
    long now = world.redis.now();
    for (InHand job : settled) {
      if (world.redis.jobs.settle(job.id(), job.token(), now)) {
        world.redis.ledger.settled();
      }
    }
    List<InHand> claimed = new ArrayList<>();
    for (String token : claims.keySet().stream().sorted().toList()) {
      String worker = claims.getOrDefault(token, "");
      @Nullable String id =
          world.redis.jobs.claim(life.host.name + "/" + worker, token, now, World.LOCK_MS);
      if (id != null) {
        claimed.add(new InHand(worker, id, token));
      }
    }
    return claimed;
  }

  private void answered(List<InHand> settled, List<InHand> claimed) {
    calling = false;
    ended.removeAll(settled);
    settled.forEach(job -> busy.remove(job.worker()));
    for (InHand job : claimed) {
      busy.add(job.worker());
      life.after(1 + world.random.nextLong(world.scenario.workMs()), () -> handled(job));
    }
    if (life.isStopping()) {
      turn(); // for what ended meanwhile
      finish();
    }
  }

  private void handled(InHand job) {
    ended.add(job);
    turn();
  }

  /** Ends once nothing is in hand any more: the plan is told, source and fleet are left. */
  void finish() {
    if (calling || !busy.isEmpty()) {
      return;
    }
    Runnable leave =
        () ->
            life.call(
                "leave",
                () -> world.leave(life.host.name),
                left -> life.host.ended(life),
                () -> life.host.ended(life));
    life.planning.save(life.plan(), Wish.NONE, kept -> leave.run(), leave, leave);
  }
}
