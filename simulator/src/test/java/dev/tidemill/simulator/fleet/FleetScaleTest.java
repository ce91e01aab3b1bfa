package dev.tidemill.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.node.Beat;
import dev.tidemill.pool.state.PoolSettings;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What membership costs and how soon a fleet agrees; the table of decision 6 is what this prints.
 */
class FleetScaleTest {

  private static final long CALM_MS = 30_000;
  private static final long LONGEST_MS = 60_000;

  @ParameterizedTest(name = "{0} nodes")
  @ValueSource(ints = {10, 100, 500})
  void membershipCostsRedisTheSameForEachNodeHoweverManyThereAre(int nodes) {
    Scenario scenario =
        new Scenario(nodes + 1, PoolSettings.DEFAULTS, false, 1_000_000, 1, 0, 1_000_000);
    World world = new World(scenario, new Random(nodes), false);
    List<Host> fleet = world.hosts.subList(0, nodes);
    for (Host host : world.hosts) {
      host.link.quality(20, 0, 0);
    }
    for (Host host : fleet) {
      world.time.after(world.random.nextLong(Beat.PERIOD.toMillis()), host::start);
    }
    world.time.runUntil(world.time.nowMs() + CALM_MS);
    long beats = world.calls.getOrDefault("beat", 0L);
    world.time.runUntil(world.time.nowMs() + CALM_MS);
    double perSecond = (world.calls.getOrDefault("beat", 0L) - beats) * 1000.0 / CALM_MS;

    long join = agreed(world, () -> world.hosts.getLast().start());
    long leave = agreed(world, () -> world.hosts.getFirst().stop());
    long loss = agreed(world, () -> world.hosts.subList(1, 1 + nodes / 5).forEach(Host::crash));

    System.out.printf(
        "| %d | %.1f | %.1f s | %.1f s | %.1f s |%n",
        nodes, perSecond, join / 1000.0, leave / 1000.0, loss / 1000.0);
    assertThat(perSecond / nodes).isBetween(0.45, 0.5);
    long heartbeat = Beat.PERIOD.toMillis() + 100;
    assertThat(join).isLessThan(2 * heartbeat);
    assertThat(leave).isLessThan(2 * heartbeat);
    assertThat(loss).isLessThan(Beat.SILENCE.toMillis() + 2 * heartbeat);
  }

  /** How long it takes until all that live deal the workers over all that live. */
  private static long agreed(World world, Runnable change) {
    long begun = world.time.nowMs();
    change.run();
    while (!isAgreed(world)) {
      assertThat(world.time.nowMs() - begun).isLessThan(LONGEST_MS);
      world.time.runUntil(world.time.nowMs() + 20);
    }
    return world.time.nowMs() - begun;
  }

  private static boolean isAgreed(World world) {
    List<Life> lives = world.hosts.stream().map(Host::life).filter(l -> l != null).toList();
    List<String> names = lives.stream().map(life -> life.host.name).sorted().toList();
    return lives.stream().allMatch(life -> life.isOpen() && life.seating().nodes().equals(names));
  }
}
