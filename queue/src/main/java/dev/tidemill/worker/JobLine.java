package dev.tidemill.worker;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Job;
import dev.tidemill.job.Outcome;
import dev.tidemill.job.RateLimit;
import dev.tidemill.loop.Loop;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisException;
import dev.tidemill.wire.ClaimTerms;
import dev.tidemill.wire.HandBack;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.wire.SettleAndClaim;
import dev.tidemill.wire.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The thread that fetches and settles: one call at a time, each with all that has gathered.
 *
 * <p>While a call is under way finished jobs and free slots gather for the next: an idle line sends
 * one at once, a busy one sends many together.
 */
final class JobLine implements AutoCloseable {

  private final FeedOptions options;
  private final Desk desk;
  private final Held held;
  private final Events events;
  private final MarkerWaiter marker;
  private final RedisConnection connection;
  private final Resending resending;
  private final Loop loop;
  private volatile @Nullable RateLimit limiter;
  private volatile StandingListener standing = (count, version) -> {};
  private long nextToken = 1; // of the loop's thread
  private int atOnce =
      1; // of the loop's thread: how many jobs to take before looking at their size

  JobLine(FeedOptions options, Desk desk, Held held, Events events, MarkerWaiter marker) {
    this.options = options;
    this.desk = desk;
    this.held = held;
    this.events = events;
    this.marker = marker;
    this.limiter = options.limiter();
    this.connection = new RedisConnection(options.redis(), "");
    this.resending = new Resending(connection, events);
    this.loop = new Loop("tidemill-line-" + options.queue(), this::step, this::troubled);
  }

  void start() {
    loop.start();
  }

  void limiter(@Nullable RateLimit value) {
    limiter = value;
    desk.feed();
  }

  void standing(StandingListener listener) {
    standing = listener;
  }

  private void troubled(Throwable cause) {
    events.trouble("fetching and settling", cause);
  }

  private void step() throws InterruptedException {
    Desk.Round round = desk.take();
    List<Verdict> verdicts = new ArrayList<>(round.finished().size());
    for (Finished finished : round.finished()) {
      verdicts.add(Verdict.of(finished, options, ThreadLocalRandom.current()::nextDouble));
    }
    SettleAndClaim.Result result;
    try {
      result = resending.run(call(round, verdicts));
    } catch (RedisException ended) {
      // Only a line that is being closed gives up on a call.
      round.finished().forEach(one -> one.answer().complete(Settled.UNKNOWN));
      desk.giveBack(round.claims());
      return;
    }
    settled(round.finished(), verdicts, result.codes());
    claimed(round.claims(), result);
    if (resending.wasLost()) {
      handBackOrphans();
    }
    if (options.ledger()) {
      standing.standing(result.ledger().count(), result.ledger().version());
    }
  }

  /**
   * A Redis that came back may have forgotten its last seconds: what it then holds as active under
   * our tokens and we have long settled goes back in line at once.
   */
  private void handBackOrphans() {
    HandBack call = new HandBack(options.keys(), options.tokenStem(), "", "", held.tokens());
    if (!ScriptRunner.run(call, connection).isEmpty()) {
      desk.feed();
    }
  }

  private SettleAndClaim call(Desk.Round round, List<Verdict> verdicts) {
    List<Settlement> settlements = verdicts.stream().map(Verdict::settlement).toList();
    long now = options.clock().millis();
    for (Settlement settlement : settlements) {
      now = Math.max(now, settlement.at());
    }
    List<String> workers =
        round.claims().stream().map(claim -> options.workerName(claim.worker)).toList();
    RateLimit limit = limiter;
    ClaimTerms terms =
        new ClaimTerms(
            workers,
            options.tokenStem(),
            nextToken,
            options.lock().toMillis(),
            limit == null ? 0 : limit.max(),
            limit == null ? 0 : limit.per().toMillis(),
            atOnce);
    nextToken += workers.size();
    String ledger = options.ledger() ? options.keys().ledger() : "";
    return new SettleAndClaim(options.keys(), now, false, ledger, settlements, terms);
  }

  private void settled(
      List<Finished> finished, List<Verdict> verdicts, List<SettleAndClaim.Code> codes) {
    for (int n = 0; n < finished.size(); n++) {
      Finished one = finished.get(n);
      SettleAndClaim.Code code = codes.get(n);
      switch (code.number()) {
        case 0, 1 -> end(one, Settled.DONE, verdicts.get(n).event());
        case 2 -> end(one, Settled.UNKNOWN, null);
        case -4 ->
            desk.lay(one.instead(pending("has children that have not finished", true)), null);
        case -9 -> desk.lay(one.instead(pending("has children that failed", false)), null);
        default -> lost(one, code);
      }
    }
  }

  private static Outcome pending(String what, boolean recoverable) {
    return new Outcome.Failed("The job " + what, List.of(), recoverable);
  }

  private void lost(Finished one, SettleAndClaim.Code code) {
    Job job = one.active().job();
    if (!code.error().isEmpty()) {
      events.trouble("settling job " + job.id(), new IllegalStateException(code.error()));
    }
    end(one, Settled.LOST, new WorkerEvent.LockLost(job));
  }

  private void end(Finished one, Settled settled, @Nullable WorkerEvent event) {
    held.remove(one.active());
    one.answer().complete(settled);
    if (event != null) {
      events.tell(event);
    }
  }

  private void claimed(List<Claim> claims, SettleAndClaim.Result result) {
    if (claims.isEmpty()) {
      return;
    }
    List<Claim> unanswered = new ArrayList<>(claims);
    long chars = 0;
    for (SettleAndClaim.Claimed claimed : result.claims()) {
      ActiveJob active = new ActiveJob(claimed.job(), claimed.token());
      held.add(active);
      chars += claimed.job().data().length();
      String deferred = deferredFailure(active.job());
      if (deferred == null) {
        Claim claim = claims.get(slotOf(claimed.token(), claims.size()));
        unanswered.remove(claim);
        events.tell(new WorkerEvent.Active(claimed.job()));
        claim.answer(active);
      } else {
        failUnrun(active, deferred);
      }
    }
    sizeUp(result.claims().size(), chars);
    boolean all = result.claims().size() == claims.size();
    if (!all) {
      desk.sated();
    }
    desk.giveBack(unanswered);
    if (!all) {
      marker.watch(result.limitedMillis(), result.nextDue());
    }
  }

  /** Tokens were numbered in the order of the slots: the number tells which slot it was for. */
  private int slotOf(String token, int slots) {
    long number = Long.parseLong(token.substring(options.tokenStem().length()));
    return (int) (number - (nextToken - slots));
  }

  private @Nullable String deferredFailure(Job job) {
    String deferred = job.fields().get("defa");
    if (deferred == null
        && options.maxStarted() > 0
        && job.attemptsStarted() > options.maxStarted()) {
      return "job started more than allowable limit";
    }
    return deferred;
  }

  private void failUnrun(ActiveJob active, String reason) {
    desk.lay(Finished.of(active, JobRunner.notRun(reason), options.clock().millis()), null);
  }

  /** Aims at a quarter of a mebibyte a step, so that huge payloads do not come all together. */
  private void sizeUp(int jobs, long chars) {
    if (jobs > 0) {
      atOnce = Math.clamp((256L << 10) / Math.max(1, chars / jobs), 1, 256);
    }
  }

  /** Ends the thread; a call under way ends with the connection. */
  @Override
  public void close() {
    loop.stop();
    resending.stop();
    connection.close();
    loop.close();
  }
}
