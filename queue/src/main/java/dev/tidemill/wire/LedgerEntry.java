package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;

/**
 * What an add has to say to the ledger.
 *
 * @param key of the ledger
 * @param node who adds
 * @param epoch the node's running epoch; an add under an older one is refused
 * @param seq number of this add, one more than the last; an add that is sent again keeps it
 * @param source where the messages come from, or empty
 * @param from how far the source has been read before, empty for not at all
 * @param to how far with this add
 */
public record LedgerEntry(
    String key, String node, long epoch, long seq, String source, String from, String to) {

  void write(Arguments arguments) {
    arguments.add(key).add(node).add(epoch).add(seq).add(source).add(from).add(to);
  }
}
