package dev.tidemill.interop;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.testkit.TestRedis;
import java.util.Random;

/** As {@link LifeGame} while the queue is also looked after. */
final class UpkeepGame implements Game {

  private final Random random;
  private final QueueDuel both;
  private final VerbDuel verbs;
  private final RandomSteps steps;
  private final RandomUpkeep upkeep;

  UpkeepGame(TestRedis redis, NodePeer node, Random random, String name) {
    this.random = random;
    this.steps = new RandomSteps(random);
    Terms terms = steps.terms();
    this.upkeep = new RandomUpkeep(random, terms.metrics() > 0);
    this.both = new QueueDuel(redis, node, "upkeep-" + name, terms);
    this.verbs = new VerbDuel(redis, node, both.duel);
  }

  @Override
  public void step() {
    if (random.nextInt(7) == 0) {
      upkeep.next(both);
    } else {
      steps.next(both.duel, verbs);
    }
  }

  @Override
  public void assertEqualKeys() {
    both.duel.assertEqualKeys();
  }

  @Override
  public void close() {
    verbs.close();
    both.close();
  }
}
