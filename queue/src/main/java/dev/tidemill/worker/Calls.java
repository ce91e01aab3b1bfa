package dev.tidemill.worker;

import dev.tidemill.loop.Patience;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.redis.RedisException;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.ScriptPipeline;
import dev.tidemill.wire.SettleAndClaim;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settle-and-claims that are under way, answered in the order in which Redis carried them out.
 *
 * <p>Each is sent until Redis answers it, and says so to the script when it may have been carried
 * out before.
 *
 * <p><b>Threading:</b> the line's thread; {@link #close()} may come from any.
 */
final class Calls implements AutoCloseable {

  /**
   * One call.
   *
   * @param round what it carries
   * @param verdicts on what it settles, in order
   * @param firstToken the number of its first claim's token
   * @param script as it is sent
   */
  record Call(Desk.Round round, List<Verdict> verdicts, long firstToken, SettleAndClaim script) {

    Call again() {
      SettleAndClaim last = script;
      return new Call(
          round,
          verdicts,
          firstToken,
          new SettleAndClaim(
              last.keys(),
              last.now(),
              true,
              last.ledgerKey(),
              last.settlements(),
              last.terms(),
              last.metrics()));
    }

    /** How many slots it concerns. */
    int size() {
      return Math.max(round.finished().size(), round.claims().size());
    }
  }

  /** A call and what Redis answered to it. */
  record Answered(Call call, SettleAndClaim.Result result) {}

  private final ScriptPipeline pipeline;
  private final Events events;
  private final Patience patience = new Patience();
  private final Deque<Call> unanswered = new ArrayDeque<>();
  private boolean lost; // a connection was lost since this was last asked
  private boolean told; // listeners know that Redis does not answer

  Calls(ScriptPipeline pipeline, Events events) {
    this.pipeline = pipeline;
    this.events = events;
  }

  /** How many are under way. */
  int size() {
    return unanswered.size();
  }

  /** How many of them Redis has not carried out, as far as is known. */
  int running() {
    return unanswered.size() - pipeline.size() + pipeline.running();
  }

  /** How many jobs they settle. */
  int settling() {
    return unanswered.stream().mapToInt(call -> call.round().finished().size()).sum();
  }

  /** How many slots they concern. */
  int slots() {
    return unanswered.stream().mapToInt(Call::size).sum();
  }

  /** How many slots the last one concerns. */
  int lastSize() {
    return unanswered.isEmpty() ? 0 : unanswered.getLast().size();
  }

  void send(Call call) {
    unanswered.add(call);
    if (pipeline.size() == unanswered.size() - 1) {
      try {
        write(call);
      } catch (RedisException e) { // the next receive sends all that is not under way
        if (e instanceof ConnectionLost loss) {
          markLost(loss.sent());
        }
      }
    }
  }

  private void write(Call call) {
    SettleAndClaim script = call.script();
    pipeline.send(
        script.lua(), List.of(script.key()), script.arguments(), reply -> unread(script, reply));
  }

  /**
   * Waits for the next answer, for as long as Redis is away or refuses all writes.
   *
   * @return null when there is none yet, but Redis can be given another call
   * @throws RedisException when closed meanwhile
   */
  @Nullable Answered receive() {
    while (true) {
      try {
        sendWhatIsNotUnderWay();
        SettleAndClaim.Result result = read(unanswered.element().script());
        if (result == null) {
          return null;
        }
        patience.reset();
        told = false;
        return new Answered(unanswered.remove(), result);
      } catch (RedisException e) {
        giveUpOrWait(e);
      }
    }
  }

  private static List<String> unread(SettleAndClaim script, Reply reply) {
    return script.read(reply).unread().stream().map(job -> script.keys().job(job.id())).toList();
  }

  private SettleAndClaim.@Nullable Result read(SettleAndClaim script) {
    ScriptPipeline.Answer answer = pipeline.receive();
    if (answer == null) {
      return null;
    }
    SettleAndClaim.Result result = script.read(answer.reply());
    for (int n = 0; n < answer.hashes().size(); n++) {
      tellIfRefused(result.unread().get(n), answer.hashes().get(n));
    }
    return answer.hashes().isEmpty() ? result : result.readApart(answer.hashes());
  }

  /** Such a job comes back when its lock runs out, which nobody renews. */
  private void tellIfRefused(SettleAndClaim.Unread job, Reply hash) {
    if (hash.error() != null) {
      events.trouble("reading job " + job.id(), new IllegalStateException(hash.error()));
    }
  }

  private void sendWhatIsNotUnderWay() {
    if (pipeline.size() < unanswered.size()) {
      List<Call> all = new ArrayList<>(unanswered);
      for (Call call : all.subList(pipeline.size(), all.size())) {
        write(call);
      }
    }
  }

  private void giveUpOrWait(RedisException e) {
    if (patience.isOver()) {
      throw e;
    }
    if (!told) {
      events.trouble("fetching and settling", e);
      told = true;
    }
    if (e instanceof ConnectionLost loss) {
      markLost(loss.sent());
    } else {
      // Refused alone: those sent after it are answered first.
      unanswered.add(unanswered.remove());
    }
    patience.pause();
  }

  private void markLost(boolean oldestMayBeDone) {
    lost = true;
    List<Call> all = new ArrayList<>(unanswered);
    unanswered.clear();
    for (Call call : all) {
      boolean first = unanswered.isEmpty();
      unanswered.add(!first || oldestMayBeDone ? call.again() : call);
    }
  }

  /** Whether a connection was lost since this was last forgotten. */
  boolean wasLost() {
    return lost;
  }

  void forgetLoss() {
    lost = false;
  }

  /** Takes back all that is under way, unanswered. */
  List<Call> takeBack() {
    List<Call> all = List.copyOf(unanswered);
    unanswered.clear();
    return all;
  }

  @Override
  public void close() {
    patience.end();
    pipeline.close();
  }
}
