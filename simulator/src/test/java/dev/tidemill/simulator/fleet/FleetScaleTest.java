package dev.tidemill.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.node.Beat;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PoolSettings;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a fleet costs and how soon it agrees while messages flow from a source that has a place; the
 * table of decision 6 is what this prints.
 */
class FleetScaleTest {

  private static final long CALM_MS = 10_000;
  private static final long LONGEST_MS = 60_000;
  private static final long WAY_MS = 20;
  private static final long HEARTBEAT_MS = Beat.PERIOD.toMillis() + 2 * WAY_MS;

  /** Few workers, for a node costs the same with any number of them. */
  private static final PoolSettings SETTINGS = PoolSettings.DEFAULTS.withLimits(new Limits(3, 3));

  /** Calls that go by the workers of the plan and by messages, not by nodes. */
  private static final Set<String> OF_MESSAGES = Set.of("add", "settleAndClaim");

  /** More with {@code -Dnodes=500}, which takes some minutes. */
  static IntStream sizes() {
    return IntStream.of(10, 100, Integer.getInteger("nodes", 10)).distinct();
  }

  @ParameterizedTest(name = "{0} nodes")
  @MethodSource("sizes")
  void aNodeCostsRedisTheSameHoweverManyThereAre(int nodes) {
    World world = calm(nodes);
    Map<String, Long> before = new TreeMap<>(world.calls);
    world.time.runUntil(world.time.nowMs() + CALM_MS);
    double messages = perSecond(world, before, OF_MESSAGES::contains);
    double fleet = perSecond(world, before, call -> !OF_MESSAGES.contains(call));

    Took join = took(world, () -> world.hosts.getLast().start());
    Took leave = took(world, () -> world.hosts.get(nodes / 2).stop());
    Took loss = took(world, () -> fifth(world, nodes).forEach(Host::crash));

    System.out.printf(
        "| %d | %.1f | %.1f | %s | %s | %s |%n", nodes, fleet, messages, join, leave, loss);
    assertThat(world.redis.ledger.count()).isGreaterThan(20);
    assertThat(fleet / nodes).isBetween(5.0, 9.0);
    assertThat(messages).isLessThan(50);
    long all = (nodes + 1L) * (nodes + 1);
    assertThat(join.listed()).isLessThanOrEqualTo(all + 2L * nodes);
    assertThat(leave.listed()).isLessThanOrEqualTo(all);
    assertThat(loss.listed()).isLessThanOrEqualTo(3 * all);
    assertThat(join.agreedMs()).isLessThan(2 * HEARTBEAT_MS);
    assertThat(leave.agreedMs()).isLessThan(2 * HEARTBEAT_MS);
    assertThat(loss.agreedMs()).isLessThan(3 * HEARTBEAT_MS);
    assertThat(loss.seatedMs()).isLessThan(3 * HEARTBEAT_MS);
  }

  /** One in five, those first that have workers. */
  private static List<Host> fifth(World world, int nodes) {
    return lives(world).stream()
        .sorted(Comparator.comparing(life -> life.hands.all().isEmpty()))
        .limit(nodes / 5)
        .map(life -> life.host)
        .toList();
  }

  private static World calm(int nodes) {
    Scenario scenario = new Scenario(nodes + 1, SETTINGS, true, 500, 300, 0, 1);
    World world = new World(scenario, new Random(nodes), false);
    for (Host host : world.hosts) {
      host.link.quality(WAY_MS, 0, 0);
    }
    for (Host host : world.hosts.subList(0, nodes)) {
      world.time.after(world.random.nextLong(Beat.PERIOD.toMillis()), host::start);
    }
    world.time.runUntil(world.time.nowMs() + CALM_MS);
    return world;
  }

  private static double perSecond(World world, Map<String, Long> before, Predicate<String> which) {
    long calls =
        world.calls.entrySet().stream()
            .filter(call -> which.test(call.getKey()))
            .mapToLong(call -> call.getValue() - before.getOrDefault(call.getKey(), 0L))
            .sum();
    return calls * 1000.0 / CALM_MS;
  }

  /**
   * What a change took.
   *
   * @param agreedMs until all that live deal the workers over all that live
   * @param seatedMs until each worker of the plan runs on one that lives
   * @param listed the names that went over the wire, in lists of nodes
   */
  private record Took(long agreedMs, long seatedMs, long listed) {

    @Override
    public String toString() {
      return "%.1f s, %.1f s, %d names".formatted(agreedMs / 1000.0, seatedMs / 1000.0, listed);
    }
  }

  private static Took took(World world, Runnable change) {
    long listed = world.listed;
    long begun = world.time.nowMs();
    change.run();
    long agreed = await(world, begun, () -> isAgreed(world));
    long seated = await(world, begun, () -> isSeated(world));
    world.time.runUntil(world.time.nowMs() + Beat.PERIOD.toMillis());
    return new Took(agreed, seated, world.listed - listed);
  }

  private static long await(World world, long begun, BooleanSupplier what) {
    while (!what.getAsBoolean()) {
      assertThat(world.time.nowMs() - begun).isLessThan(LONGEST_MS);
      world.time.runUntil(world.time.nowMs() + 20);
    }
    return world.time.nowMs() - begun;
  }

  private static List<Life> lives(World world) {
    return world.hosts.stream().map(Host::life).filter(life -> life != null).toList();
  }

  private static boolean isAgreed(World world) {
    List<String> names = lives(world).stream().map(life -> life.host.name).sorted().toList();
    return lives(world).stream()
        .allMatch(life -> life.isOpen() && life.seating().nodes().equals(names));
  }

  private static boolean isSeated(World world) {
    Set<String> missing = new HashSet<>(world.plans.places());
    lives(world).forEach(life -> missing.removeAll(life.hands.all()));
    return missing.isEmpty();
  }
}
