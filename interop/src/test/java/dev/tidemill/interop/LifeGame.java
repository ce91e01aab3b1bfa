package dev.tidemill.interop;

import dev.tidemill.testkit.TestRedis;
import java.util.Random;

/** What single jobs live through. */
final class LifeGame implements Game {

  private final Duel duel;
  private final VerbDuel verbs;
  private final RandomSteps steps;

  LifeGame(TestRedis redis, NodePeer node, Random random, String name) {
    this.steps = new RandomSteps(random);
    this.duel = new Duel(redis, node, "life-" + name, steps.terms());
    this.verbs = new VerbDuel(redis, node, duel);
  }

  @Override
  public void step() {
    steps.next(duel, verbs);
  }

  @Override
  public void assertEqualKeys() {
    duel.assertEqualKeys();
  }

  @Override
  public void close() {
    verbs.close();
    duel.close();
  }
}
