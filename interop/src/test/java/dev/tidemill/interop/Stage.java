package dev.tidemill.interop;

import dev.tidemill.testkit.TestRedis;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the scenes of the contract suite are set: one Redis, and a peer for each release. */
final class Stage {

  private final TestRedis redis;
  private final NodePeers nodes;
  private final AtomicInteger scenes = new AtomicInteger();

  Stage(TestRedis redis, NodePeers nodes) {
    this.redis = redis;
    this.nodes = nodes;
  }

  /** A queue that nobody has touched yet. */
  Scene scene(Pairing pairing) {
    return scene(pairing, "scene-" + scenes.incrementAndGet());
  }

  Scene scene(Pairing pairing, String prefix) {
    return new Scene(pairing, redis, nodes.of(pairing.release()), prefix);
  }
}
