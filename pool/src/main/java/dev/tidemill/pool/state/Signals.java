package dev.tidemill.pool.state;

/**
 * What {@link Balance} sees of a pool at one moment; rates are those of the last seconds.
 *
 * @param atMs when, in Unix milliseconds
 * @param waiting how many messages wait
 * @param oldestWaitMs how long the oldest of them has waited, in milliseconds; 0 when none waits
 * @param perPusher how many messages one pusher pushes a second; where the source tells how many
 *     wait there, how many it can as long as there are any
 * @param perPuller how many jobs one puller can settle a second while it has any; infinite as long
 *     as nothing tells
 * @param sourceEnded whether there is nothing more to push
 * @param atSource how many messages wait at the source; below 0 where it cannot tell
 */
public record Signals(
    long atMs,
    long waiting,
    long oldestWaitMs,
    double perPusher,
    double perPuller,
    boolean sourceEnded,
    long atSource) {

  /**
   * The share of what so many pullers can settle that so many pushers bring: 1 where they are even.
   */
  double load(int pushers, int pullers) {
    if (perPuller <= 0 || pullers == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return perPusher * pushers / (perPuller * pullers);
  }

  /** How long a message that comes to the source now will wait there, in milliseconds. */
  double expectedAtSourceMs(int pushers) {
    return atSource <= 0 ? 0 : 1000.0 * atSource / (perPusher * pushers);
  }

  /** How long a message that comes now will wait, in milliseconds, by Little's law. */
  double expectedWaitMs(int pullers) {
    double ahead = waiting == 0 ? 0 : 1000.0 * waiting / (perPuller * pullers);
    return Math.max((double) oldestWaitMs, ahead);
  }
}
