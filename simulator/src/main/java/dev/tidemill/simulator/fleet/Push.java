package dev.tidemill.simulator.fleet;

import java.util.List;

/**
 * An add under the ledger.
 *
 * @param node who adds
 * @param epoch under which it entered
 * @param seq number of this add, the same when it is sent again
 * @param source that knows its place, or empty
 * @param from its place before
 * @param to its place after
 * @param messages in order
 */
record Push(
    String node,
    long epoch,
    long seq,
    String source,
    String from,
    String to,
    List<String> messages) {

  /**
   * What the ledger says to it.
   *
   * @param status added, already, fenced, stale or moved
   * @param count of all messages
   * @param version of the stored plan
   * @param detail the ids of before, the running epoch, the newest number or the place
   */
  record Answer(String status, long count, long version, String detail) {}
}
