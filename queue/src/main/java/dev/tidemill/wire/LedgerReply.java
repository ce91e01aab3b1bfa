package dev.tidemill.wire;

import dev.tidemill.redis.Reply;

/**
 * What the ledger answered.
 *
 * @param status {@code none} when no ledger took part; {@code added}, {@code already}, {@code
 *     fenced}, {@code stale}, {@code moved} for adds, {@code settled} for settles
 * @param count jobs stored under the ledger
 * @param version of the plan its keeper saved
 * @param detail how many jobs wait after an add, the ids of one that was carried out before, or
 *     what stands against the call
 */
public record LedgerReply(String status, long count, long version, String detail) {

  static LedgerReply read(Reply reply) {
    var parts = reply.list();
    return new LedgerReply(
        parts.get(0).text(), parts.get(1).number(), parts.get(2).number(), parts.get(3).text());
  }
}
