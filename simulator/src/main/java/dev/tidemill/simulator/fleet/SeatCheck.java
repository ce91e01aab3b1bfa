package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.node.Beat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Each worker works on one node at a time, and no more push or pull than may, once views had one
 * heartbeat to settle. Judged are nodes that are well: a machine that is paused or cut off does
 * nothing that Redis would take.
 */
final class SeatCheck {

  /**
   * One heartbeat: a period, the way there and back and once more, each sent twice; and there and
   * back again for a node that says first that it has handed back the jobs of a dead one.
   */
  static final long HEARTBEAT_MS = Beat.PERIOD.toMillis() + 5 * (World.USUAL_WAY_MS + 300);

  private static final String TOO_MANY = "too many ";

  private final World world;
  private final Map<String, Long> wrongSince = new HashMap<>();
  private boolean touched;
  private long dealtAt;
  private long changedAt;
  private String version = "";
  private String lease = "";
  private long placings;

  SeatCheck(World world) {
    this.world = world;
  }

  /** Somebody has come, gone or turned. */
  void touch() {
    touched = true;
  }

  /** Who could not beat beats and waits one period before it takes a place. */
  void heard(Life life, Beat beat) {
    boolean alone = life.seating().nodes().size() == 1;
    if (beat.unbroken().compareTo(Beat.PERIOD) < 0 && !alone && !life.hands.all().isEmpty()) {
      throw new Violation(
          "%s has %s and is heard for %s only"
              .formatted(life.host.name, life.hands.all(), beat.unbroken()));
    }
  }

  void check() {
    long now = world.time.nowMs();
    notice(now);
    if (touched) {
      touched = false;
      judge(now);
    }
    for (Map.Entry<String, Long> wrong : wrongSince.entrySet()) {
      long settling = wrong.getKey().startsWith(TOO_MANY) ? changedAt : dealtAt;
      long since = Math.max(wrong.getValue(), settling);
      if (now - since > HEARTBEAT_MS) {
        throw new Violation("%s for %d ms".formatted(wrong.getKey(), now - since));
      }
    }
  }

  /**
   * Views of who has which worker settle anew whenever the nodes or the workers are other ones;
   * those of who pushes and pulls also when the reader is.
   */
  private void notice(long now) {
    String listed = world.redis.members.version();
    String leased = world.redis.ledger.fields.getOrDefault("lease:" + World.SOURCE, "");
    if (!listed.equals(version) || world.plans.placings() != placings) {
      dealtAt = now;
      changedAt = now;
    }
    if (!leased.equals(lease)) {
      changedAt = now;
    }
    version = listed;
    lease = leased;
    placings = world.plans.placings();
  }

  private void judge(long now) {
    Set<String> wrong = new HashSet<>();
    Set<String> seen = new HashSet<>();
    int pushing = 0;
    int pulling = 0;
    for (Host host : world.hosts) {
      Life life = host.life();
      if (life != null && host.isWell()) {
        boolean exhausted = life.pushing.isExhausted();
        pushing += life.hands.pushing(exhausted);
        pulling += life.hands.pulling(exhausted).size();
        for (String worker : life.hands.all()) {
          if (!seen.add(worker)) {
            wrong.add(worker + " is on two nodes");
          }
        }
      }
    }
    if (pushing > world.plans.table().pushers()) {
      wrong.add(TOO_MANY + "push");
    }
    if (pulling > world.plans.table().pullers()) {
      wrong.add(TOO_MANY + "pull");
    }
    wrongSince.keySet().retainAll(wrong);
    wrong.forEach(what -> wrongSince.putIfAbsent(what, now));
  }

  /** Nobody is taken for dead that could be heard all the time. */
  void expelled(List<String> dead) {
    for (String name : dead) {
      Host host = world.host(name);
      long well = world.time.nowMs() - Math.max(host.disturbedAt(), world.jumpedAt);
      if (host.isWell() && well > Beat.SILENCE.toMillis() + HEARTBEAT_MS) {
        throw new Violation(name + " is expelled and was well for " + well + " ms");
      }
    }
  }

  /**
   * Whether all nodes have the same view, and each worker is on one of them; else what is wrong.
   */
  String unsettled() {
    Set<String> missing = new HashSet<>(world.plans.places());
    for (Host host : world.hosts) {
      Life life = host.life();
      if (life == null || !host.isWell()) {
        return host.name + " is not heard";
      }
      if (!life.membership.version().equals(world.redis.members.version())) {
        return host.name + " knows an old list";
      }
      for (String worker : life.hands.all()) {
        if (!missing.remove(worker)) {
          return worker + " is on two nodes or has no place";
        }
      }
    }
    return missing.isEmpty() ? "" : missing.stream().sorted().toList() + " are nowhere";
  }
}
