package dev.tidemill.worker;

import dev.tidemill.job.RateLimit;
import dev.tidemill.loop.Loop;
import dev.tidemill.redis.RedisException;
import dev.tidemill.redis.ScriptPipeline;
import dev.tidemill.wire.ClaimTerms;
import dev.tidemill.wire.HandBack;
import dev.tidemill.wire.SettleAndClaim;
import dev.tidemill.wire.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that fetches and settles, in calls that carry all that has gathered.
 *
 * <p>While a call is under way finished jobs and free slots gather for the next: an idle line sends
 * one at once, a busy one sends many together, each call a {@link Share} of what there is. The next
 * is sent while Redis works on the last, and before the jobs of that are read.
 *
 * <p><b>Threading:</b> whoever has the turn sends and reads: the thread, or a consumer's only slot,
 * which then pays one round trip and no hand-over.
 */
final class JobLine implements AutoCloseable {

  private static final int AT_ONCE = 2;
  private static final int WORTH_READING_APART = 8; // from then on another round trip costs less

  private final FeedOptions options;
  private final Desk desk;
  private final Held held;
  private final Events events;
  private final SettleAnswers settled;
  private final ClaimAnswers claimed;
  private final ScriptPipeline pipeline;
  private final Calls calls;
  private final Loop loop;
  private final Swiftness swiftness = new Swiftness(); // guarded by turn
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable RateLimit limiter;
  private volatile StandingListener standing = (count, version) -> {};
  private long nextToken = 1; // guarded by turn

  JobLine(FeedOptions options, Desk desk, Held held, Events events, MarkerWaiter marker) {
    this.options = options;
    this.desk = desk;
    this.held = held;
    this.events = events;
    this.settled = new SettleAnswers(desk, held, events);
    this.claimed = new ClaimAnswers(options, desk, held, events, marker);
    this.limiter = options.limiter();
    this.pipeline = new ScriptPipeline(options.redis(), options.greeting());
    this.calls = new Calls(pipeline, events);
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
    desk.awaitWork();
    turn.lockInterruptibly();
    try {
      serve(() -> loop.isStopped());
    } finally {
      turn.unlock();
    }
  }

  /**
   * Sends what lies on the desk and reads the answers on the calling thread, until its own claim is
   * answered or waits for jobs to come; leaves it to whoever has the turn when that is taken.
   */
  void lead(Claim own) {
    if (!turn.tryLock()) {
      desk.wake();
      return;
    }
    try {
      serve(own::isAnswered);
    } catch (RuntimeException e) { // it must not end a slot: the thread goes on with what is left
      troubled(e);
    } finally {
      turn.unlock();
    }
    desk.wakeForWork(); // what is left, as when the claim was refused, is for the thread
  }

  /** Goes on until nothing is under way, and nothing is left to send or that is not wanted. */
  private void serve(BooleanSupplier enough) {
    try {
      while (calls.size() > 0 || (!enough.getAsBoolean() && sendFirst())) {
        exchange();
      }
    } finally {
      if (calls.size() > 0) { // an error came between: the thread reads what is still to come
        desk.wake();
      }
    }
  }

  private boolean sendFirst() {
    Desk.Round round = desk.take(share());
    if (round != null) {
      send(round);
    }
    return round != null;
  }

  private void exchange() {
    sendAnother();
    try {
      Calls.Answered answered = calls.receive();
      if (answered != null) {
        answer(answered);
      }
    } catch (RedisException ended) {
      calls.takeBack().forEach(this::giveUp); // only a line that is being closed gives up
    }
    if (calls.wasLost() && calls.size() == 0) {
      calls.forgetLoss();
      handBackOrphans();
    }
  }

  /** Another call may go out beside what Redis works on, which then never waits for us. */
  private void sendAnother() {
    if (calls.running() < AT_ONCE && !calls.wasLost()) {
      int share = share();
      Duration patience = swiftness.patience(share);
      int wanted = patience.isZero() ? Math.min(calls.lastSize(), share) : share;
      if (handed() < wanted) {
        return;
      }
      try {
        Desk.Round more = desk.takeOnceEnded(wanted, share, patience);
        swiftness.learn(more != null);
        if (more != null) {
          send(more);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private int share() {
    return Share.of(handed() + calls.slots());
  }

  /** How many jobs handlers have, or have ended. */
  private int handed() {
    return held.size() - calls.settling();
  }

  private void send(Desk.Round round) {
    List<Verdict> verdicts = new ArrayList<>(round.finished().size());
    for (Finished finished : round.finished()) {
      verdicts.add(Verdict.of(finished, options, ThreadLocalRandom.current()::nextDouble));
    }
    long firstToken = nextToken;
    calls.send(new Calls.Call(round, verdicts, firstToken, call(round, verdicts)));
  }

  private void answer(Calls.Answered answered) {
    Calls.Call call = answered.call();
    SettleAndClaim.Result result = answered.result();
    settled.read(call.round().finished(), call.verdicts(), result.codes());
    claimed.read(call.round(), call.firstToken(), result);
    if (options.ledger()) {
      standing.standing(result.ledger().count(), result.ledger().version());
    }
  }

  private void giveUp(Calls.Call call) {
    call.round().finished().forEach(one -> one.answer().complete(Settled.UNKNOWN));
    desk.giveBack(call.round().claims());
  }

  /**
   * A Redis that came back may have forgotten its last seconds: what it then holds as active under
   * our tokens and we have long settled goes back in line at once.
   */
  private void handBackOrphans() {
    HandBack call = new HandBack(options.keys(), options.tokenStem(), "", "", held.tokens());
    pipeline.send(call.lua(), List.of(call.key()), call.arguments(), none -> List.of());
    ScriptPipeline.Answer answer = Objects.requireNonNull(pipeline.receive()); // it is alone
    if (!call.read(answer.reply()).isEmpty()) {
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
            claimed.atOnce(),
            workers.size() >= WORTH_READING_APART);
    nextToken += workers.size();
    String ledger = options.ledger() ? options.keys().ledger() : "";
    return new SettleAndClaim(
        options.keys(), now, false, ledger, settlements, terms, options.metrics());
  }

  /** Waits until no call is under way; false when the time is up before. */
  boolean awaitQuiet(Duration atMost) throws InterruptedException {
    boolean quiet = turn.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS);
    if (quiet) {
      turn.unlock();
    }
    return quiet;
  }

  /** Ends the thread; a call under way ends with the connection. */
  @Override
  public void close() {
    loop.stop();
    calls.close();
    loop.close();
    turn.lock(); // a slot that has it tells what it was answered, and gives up the rest
    try {
      claimed.close();
    } finally {
      turn.unlock();
    }
  }
}
