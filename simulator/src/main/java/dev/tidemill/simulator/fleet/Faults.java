package dev.tidemill.simulator.fleet;

import java.util.Random;

/** What befalls a fleet, by chance. */
final class Faults {

  private static final long HOUR_MS = 3_600_000;
  private static final long SWEEP_MS = 5_000;

  private final World world;
  private final Random random;
  private final long endMs;

  Faults(World world) {
    this.world = world;
    this.random = world.random;
    this.endMs = world.time.nowMs() + world.scenario.troubledMs();
  }

  /** Has machines come one after the other, and something happen to them from then on. */
  void begin() {
    for (Host host : world.hosts) {
      usual(host);
      world.time.after(random.nextLong(8_000), host::start);
    }
    next();
    sweep();
  }

  private void usual(Host host) {
    host.link.quality(1 + random.nextLong(40), random.nextInt(3), random.nextInt(2));
  }

  private void sweep() {
    world.redis.jobs.sweep(world.redis.now());
    world.time.after(SWEEP_MS, this::sweep);
  }

  private void next() {
    world.time.after(
        (long) (-Math.log(1 - random.nextDouble()) * world.scenario.faultEveryMs()),
        () -> {
          if (world.time.nowMs() < endMs) {
            strike(world.hosts.get(random.nextInt(world.hosts.size())));
            next();
          }
        });
  }

  private void strike(Host host) {
    long ms = random.nextInt(3) == 0 ? random.nextLong(20_000) : random.nextLong(5_000);
    switch (random.nextInt(12)) {
      case 0, 1 -> crash(host, ms);
      case 2, 3 -> pause(host, ms);
      case 4, 5 -> cut(host, ms);
      case 6 -> partition(ms);
      case 7 -> slow(host, ms);
      case 8 -> {
        host.stop();
        world.time.after(ms, host::start);
      }
      case 9 -> jump(host);
      default -> wish(host);
    }
  }

  private void crash(Host host, long ms) {
    host.crash();
    world.time.after(ms, host::start);
  }

  private void pause(Host host, long ms) {
    if (host.life() != null && !host.isPaused()) {
      Life paused = host.life();
      host.pause();
      world.time.after(ms, () -> resume(host, paused));
    }
  }

  private static void resume(Host host, Life paused) {
    if (host.life() == paused && host.isPaused()) {
      host.resume();
    }
  }

  private void cut(Host host, long ms) {
    if (!host.link.isCut()) {
      host.disturb("is cut off");
      host.link.cut();
      world.time.after(ms, () -> heal(host));
    }
  }

  private static void heal(Host host) {
    if (host.link.isCut()) {
      host.disturb("is heard again");
      host.link.heal();
    }
  }

  private void partition(long ms) {
    for (Host host : world.hosts) {
      if (random.nextBoolean()) {
        cut(host, ms);
      }
    }
  }

  private void slow(Host host, long ms) {
    host.disturb("is slow");
    host.link.quality(300 + random.nextLong(3_000), 10, 3);
    world.time.after(
        ms,
        () -> {
          host.disturb("is fast again");
          usual(host);
        });
  }

  private void jump(Host host) {
    boolean far = random.nextInt(3) == 0;
    long ms = random.nextLong(far ? HOUR_MS : 10_000) * (random.nextBoolean() ? 1 : -1);
    if (random.nextBoolean()) {
      host.jumpWall(ms);
      return;
    }
    world.redis.jump(ms);
    world.jumpedAt = world.time.nowMs();
    world.hosts.forEach(each -> each.disturb("hears of another time"));
    world.trace.add("redis", () -> "jumps by " + ms);
  }

  private void wish(Host host) {
    Life life = host.life();
    if (life != null && life.isOpen()) {
      life.planning.decide(
          switch (random.nextInt(9)) {
            case 0, 1 -> Wish.limits(1 + random.nextInt(12), 1 + random.nextInt(12));
            case 2, 3 -> Wish.step(random.nextBoolean(), host.wallMs());
            case 4 -> Wish.turn(random.nextInt(24));
            case 5 -> Wish.rest(random.nextInt(24));
            case 6 -> Wish.resume(random.nextInt(24));
            case 7 -> Wish.switchEvery(1 + random.nextInt(12));
            default -> Wish.policy(Scenario.policy(random), Scenario.turnOrder(random));
          });
    }
  }

  /** Nothing happens any more: all machines run and can be heard. */
  void end() {
    for (Host host : world.hosts) {
      host.disturb("is left in peace");
      usual(host);
      heal(host);
      if (host.isPaused()) {
        host.resume();
      }
    }
    keep();
  }

  private void keep() {
    world.hosts.forEach(Host::start);
    world.time.after(SWEEP_MS, this::keep);
  }
}
