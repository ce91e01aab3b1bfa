package dev.tidemill.wire;

import dev.tidemill.job.Job;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Settles jobs whose handlers have ended and claims as many new ones as there are free slots.
 *
 * @param keys of the queue
 * @param now Unix milliseconds, not before any settlement's
 * @param resent whether this very call was sent before and its reply lost
 * @param ledgerKey or empty for none
 * @param settlements in the order in which the handlers ended
 * @param terms of the claims; no workers, no claims
 * @param metrics for how many minutes finished jobs are counted; 0 for not at all
 */
public record SettleAndClaim(
    QueueKeys keys,
    long now,
    boolean resent,
    String ledgerKey,
    List<Settlement> settlements,
    ClaimTerms terms,
    int metrics)
    implements Script<SettleAndClaim.Result> {

  private static final LuaScript ALIKE = ScriptFile.load("settleAlike");
  private static final LuaScript ANY = ScriptFile.load("settleAndClaim");
  private static final Code SETTLED = new Code(0, "");

  /**
   * What came of it.
   *
   * @param codes one per settlement
   * @param claims what was claimed, at most one per worker, in the order of the workers
   * @param unread what was claimed as well and is to be read apart, see {@link #readApart}
   * @param limitedMillis how long the rate limit keeps everything back, or 0
   * @param nextDue when the next delayed job is due, in Unix milliseconds, or 0; told only when
   *     nothing was claimed
   * @param closed whether the queue is paused or has as many active as it allows
   * @param ledger the ledger's word
   * @param foreign ids that were dropped, for under their keys there is something else than a job
   */
  public record Result(
      List<Code> codes,
      List<Claimed> claims,
      List<Unread> unread,
      long limitedMillis,
      double nextDue,
      boolean closed,
      LedgerReply ledger,
      List<String> foreign) {

    /**
     * The same with the hashes that were read apart; a job that is gone meanwhile is claimed no
     * more.
     *
     * @param hashes one per unread claim, in order
     */
    public Result readApart(List<Reply> hashes) {
      List<Claimed> all = new ArrayList<>(claims);
      for (int n = 0; n < unread.size(); n++) {
        Map<String, String> fields = hashes.get(n).fields();
        if (!fields.isEmpty()) {
          all.add(new Claimed(new Job(unread.get(n).id(), fields), unread.get(n).token()));
        }
      }
      return new Result(codes, all, List.of(), limitedMillis, nextDue, closed, ledger, foreign);
    }
  }

  /**
   * How one settlement went: 0 settled, 1 settled by the call whose reply was lost, 2 not to be
   * told after such a loss, 3 there are no children to wait for, otherwise a code of protocol 6.
   *
   * @param number the code
   * @param error Redis's words when the settlement failed by itself, else empty
   */
  public record Code(int number, String error) {}

  /** A job that is ours now, under its token. */
  public record Claimed(Job job, String token) {}

  /** A job that is ours now, of which nothing but its id is known yet. */
  public record Unread(String id, String token) {}

  @Override
  public LuaScript lua() {
    return AlikeRound.isOne(this) ? ALIKE : ANY;
  }

  @Override
  public String key() {
    return keys.meta();
  }

  @Override
  public Arguments arguments() {
    if (AlikeRound.isOne(this)) {
      return AlikeRound.write(this);
    }
    Arguments arguments = new Arguments().add(keys.stem()).add(now).add(resent).add(ledgerKey);
    terms.write(arguments);
    arguments.add(settlements.size());
    for (Settlement settlement : settlements) {
      settlement.write(arguments);
    }
    return arguments.add(metrics);
  }

  @Override
  public Result read(Reply reply) {
    List<Reply> parts = reply.list();
    if (parts.getFirst().isText()) {
      return lone(parts);
    }
    List<Claimed> claims = new ArrayList<>();
    List<Unread> unread = new ArrayList<>();
    for (Reply claim : parts.get(1).list()) {
      List<Reply> told = claim.list();
      if (told.isEmpty()) {
        unread.add(new Unread(claim.text(), terms.token(unread.size())));
      } else {
        claims.add(claimed(told, terms.workers().get(claims.size())));
      }
    }
    String due = parts.get(3).text();
    return new Result(
        codes(parts.get(0).list()),
        claims,
        unread,
        parts.get(2).number(),
        due.isEmpty() ? 0 : Double.parseDouble(due),
        parts.get(4).text().equals("1"),
        LedgerReply.read(parts.get(5)),
        parts.get(6).list().stream().map(Reply::text).toList());
  }

  /** One was settled and one claimed: the hash of that, its id, count and version of the ledger. */
  private Result lone(List<Reply> parts) {
    int fields = parts.size() - 3;
    String id = parts.get(fields).text();
    Map<String, String> hash = Reply.fields(parts.subList(0, fields));
    Claimed claimed = new Claimed(begun(id, hash, terms.workers().getFirst()), terms.token(0));
    LedgerReply ledger =
        new LedgerReply(
            ledgerKey.isEmpty() ? "none" : "settled",
            parts.get(fields + 1).number(),
            parts.get(fields + 2).number(),
            "");
    return new Result(
        List.of(SETTLED), List.of(claimed), List.of(), 0, 0, false, ledger, List.of());
  }

  /** None are told when all are settled. */
  private List<Code> codes(List<Reply> told) {
    if (told.isEmpty()) {
      return Collections.nCopies(settlements.size(), SETTLED);
    }
    List<Code> codes = new ArrayList<>(told.size());
    for (Reply code : told) {
      String error = code.error();
      codes.add(
          error == null ? new Code((int) code.number(), "") : new Code(Integer.MIN_VALUE, error));
    }
    return codes;
  }

  private Claimed claimed(List<Reply> parts, String worker) {
    String id = parts.get(0).text();
    Map<String, String> fields = parts.get(2).fields();
    boolean again = parts.size() > 3;
    Job job = again ? new Job(id, fields) : begun(id, fields, worker);
    return new Claimed(job, parts.get(1).text());
  }

  /** The hash is told as it was before a first claim: what the claim wrote is added here. */
  private Job begun(String id, Map<String, String> fields, String worker) {
    long started = new Job(id, fields).attemptsStarted() + 1L;
    fields.put("ats", Long.toString(started));
    fields.put("processedOn", Long.toString(now));
    if (!worker.isEmpty()) {
      fields.put("pb", worker);
    }
    return new Job(id, fields);
  }
}
