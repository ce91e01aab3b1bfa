package dev.tidemill.interop;

import java.util.Random;

/** One play of BullMQ under Node.js beside Tidemill, step by step. */
interface Game extends AutoCloseable {

  /** How a game begins; everything random in it is drawn from the source that is given. */
  interface Kind {
    Game begin(Random random, String name);
  }

  /**
   * Plays a step on both sides.
   *
   * @throws AssertionError when they answer differently
   */
  void step();

  /**
   * Compares all keys.
   *
   * @throws AssertionError when they differ
   */
  void assertEqualKeys();

  @Override
  void close();
}
