package dev.tidemill.interop;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** As {@link LifeGame} with flows, children and deduplicated jobs among the rest. */
final class FamilyGame implements Game {

  private final Random random;
  private final Duel duel;
  private final VerbDuel verbs;
  private final FlowDuel flows;
  private final RandomSteps steps;
  private final RandomFamilies families;
  private final List<String> ids = new ArrayList<>();

  FamilyGame(TestRedis redis, NodePeer node, Random random, String name) {
    this.random = random;
    this.steps = new RandomSteps(random);
    this.families = new RandomFamilies(random);
    this.duel = new Duel(redis, node, "family-" + name, steps.terms());
    this.verbs = new VerbDuel(redis, node, duel);
    this.flows = new FlowDuel(redis, node, duel);
  }

  @Override
  public void step() {
    switch (random.nextInt(8)) {
      case 0 -> ids.add(flows.add(families.flow()));
      case 1, 2 -> add();
      default -> steps.next(duel, verbs);
    }
  }

  private void add() {
    NewJob[] jobs = new NewJob[1 + random.nextInt(3)];
    for (int n = 0; n < jobs.length; n++) {
      JobOptions.Builder options = JobOptions.builder();
      switch (random.nextInt(5)) {
        case 0 -> options.delay(Duration.ofMillis(500));
        case 1 -> options.priority(1 + random.nextInt(3));
        case 2 -> options.id("own-" + random.nextInt(6));
        case 3 -> options.lifo(true);
        default -> {}
      }
      families.relate(options, ids);
      jobs[n] = new NewJob("related", Integer.toString(random.nextInt(100)), options.build());
    }
    String told = duel.add(jobs);
    Stream.of(told.substring(1, told.length() - 1).split(", "))
        .filter(id -> !id.startsWith("-"))
        .forEach(ids::add);
  }

  @Override
  public void assertEqualKeys() {
    duel.assertEqualKeys();
  }

  @Override
  public void close() {
    flows.close();
    verbs.close();
    duel.close();
  }
}
