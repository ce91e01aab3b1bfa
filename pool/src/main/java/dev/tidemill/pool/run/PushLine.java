package dev.tidemill.pool.run;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.loop.Batcher;
import dev.tidemill.pool.node.Reading;
import dev.tidemill.pool.source.Message;
import dev.tidemill.pool.source.MessageSource;
import dev.tidemill.pool.source.Opening;
import dev.tidemill.pool.source.PositionedSource;
import dev.tidemill.pool.source.Range;
import dev.tidemill.pool.source.Source;
import dev.tidemill.pool.source.SourceFailed;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.queue.Added;
import dev.tidemill.queue.Advance;
import dev.tidemill.queue.SourceMoved;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one line on which all pushers add: what they bring while a call is under way makes up the
 * next one.
 *
 * <p>From a plain source each pusher takes its own messages. From one that knows its place the line
 * takes as many as its pushers ask for, side by side, and moves the place in the same call.
 *
 * <p><b>Threading:</b> any number of pushers; one call at a time.
 */
final class PushLine implements AutoCloseable {

  /** How many messages one call adds at most. */
  static final int MOST = 128;

  private static final String REFUSED = "Redis refuses messages";

  /** What a pusher puts on the line: messages of its own, or a wish for so many. */
  private record Ask(List<Message> messages, int wanted) {}

  private final PatientAdd adding;
  private final MessageSource source;
  private final Opening opening;
  private final JobOptions options;
  private final Listener listener;
  private final Batcher<Ask, Integer> line;
  private final Reading reading;
  private final AtomicLong pushed = new AtomicLong();
  private final AtomicInteger pushing = new AtomicInteger();
  private volatile boolean exhausted;
  private volatile boolean closed;
  private volatile @Nullable RuntimeException failure;

  /** Hears what happens on the line. */
  interface Listener {
    /** Jobs were added; told once per call, in order. */
    void added(Added added);

    /** There is nothing more to push, or there is again. */
    void sourceTurned();

    /** Redis refuses to add, or the source was set back; the line goes on. */
    void trouble(String what, RuntimeException cause);
  }

  PushLine(
      Admission admission,
      MessageSource source,
      Opening opening,
      JobOptions options,
      Listener listener) {
    this.adding = new PatientAdd(admission, cause -> listener.trouble(REFUSED, cause));
    this.opening = opening;
    this.source = source;
    this.options = options;
    this.listener = listener;
    Function<List<Ask>, List<Integer>> send =
        source instanceof PositionedSource positioned
            ? asks -> sendRange(positioned, asks)
            : this::sendMessages;
    this.line = new Batcher<>(send, MOST, Ask::wanted, MOST);
    this.exhausted = Sources.isNone(source);
    this.reading = new Reading(opening.kind() != Opening.Kind.ELSEWHERE, listener::sourceTurned);
  }

  /**
   * Pushes and answers how many; 0 when the source has ended, has failed, or gave nothing.
   *
   * @param wanted at most so many, when the source can give several at once
   * @param errand of the pusher, on which it asks a plain source
   */
  int push(int wanted, Errand errand) throws InterruptedException {
    pushing.incrementAndGet();
    try {
      if (isExhausted() || closed) {
        return 0;
      }
      int count =
          switch (source) {
            case Source plain -> pushOwn(plain, wanted, errand);
            case PositionedSource positioned -> line.submit(new Ask(List.of(), wanted));
          };
      pushed.addAndGet(count);
      return count;
    } catch (RuntimeException e) {
      fail(e);
      return 0;
    } catch (Error e) { // it would end this worker, and the next one, and so on
      fail(new SourceFailed("The source ended by " + e, e));
      return 0;
    } finally {
      pushing.decrementAndGet();
    }
  }

  private int pushOwn(Source plain, int wanted, Errand errand) throws InterruptedException {
    List<Message> messages = errand.run(() -> plain.next(wanted));
    if (messages.isEmpty()) {
      end();
      return 0;
    }
    return line.submit(new Ask(messages, messages.size()));
  }

  private List<Integer> sendMessages(List<Ask> asks) {
    List<NewJob> jobs = new ArrayList<>();
    for (Ask ask : asks) {
      ask.messages().forEach(message -> jobs.add(job(message)));
    }
    listener.added(adding.add(jobs, null));
    return asks.stream().map(Ask::wanted).toList();
  }

  private List<Integer> sendRange(PositionedSource positioned, List<Ask> asks) {
    int wanted = 0;
    for (Ask ask : asks) {
      wanted += ask.wanted();
    }
    int given = isExhausted() ? 0 : pushRange(positioned, Math.min(wanted, MOST));
    List<Integer> answers = new ArrayList<>(asks.size());
    for (Ask ask : asks) {
      int share = Math.min(ask.wanted(), given);
      given -= share;
      answers.add(share);
    }
    return answers;
  }

  private int pushRange(PositionedSource positioned, int most) {
    if (!isInPlace(positioned)) {
      return 0;
    }
    Range range = positioned.read(most);
    if (range.isEnd()) {
      end();
      return 0;
    }
    List<NewJob> jobs = new ArrayList<>(range.messages().size());
    for (Message message : range.messages()) {
      jobs.add(job(message));
    }
    try {
      listener.added(adding.add(jobs, new Advance(positioned.id(), range.from(), range.to())));
      return jobs.size();
    } catch (SourceMoved e) {
      goBack(positioned, range, e);
      return 0;
    } catch (SourceElsewhere e) {
      reading.giveUp();
      listener.trouble("pushing " + positioned, e);
      return 0;
    }
  }

  /** Goes to where another node has stopped, if it was told to; false when that is not possible. */
  private boolean isInPlace(PositionedSource positioned) {
    String place = reading.takePlace();
    try {
      if (place != null) {
        positioned.open(place);
      }
      return true;
    } catch (SourceFailed e) {
      reading.cannot();
      listener.trouble("taking over " + positioned, e);
      return false;
    }
  }

  /**
   * Redis may have come back with an older state after its death: queue, count and place together.
   */
  private void goBack(PositionedSource positioned, Range range, SourceMoved moved) {
    if (!positioned.isBefore(moved.position(), range.from())) {
      reading.giveUp();
      return;
    }
    Opening again = positioned.open(moved.position());
    pushed.set(again.taken() - opening.taken());
    listener.trouble(
        "Redis has lost the last seconds: " + positioned + " goes back to what Redis knows", moved);
  }

  private NewJob job(Message message) {
    return new NewJob(message.name(), message.data(), options);
  }

  /**
   * Marks the source as read and handled to its end, so that the next run of it starts anew; false
   * when Redis has forgotten a part of it meanwhile, which is pushed again.
   */
  boolean finish() {
    if (source instanceof PositionedSource positioned && failure == null && reading.isOurs()) {
      Range at = positioned.read(1);
      String finished = positioned.finished();
      if (at.isEnd() && !finished.equals(at.to()) && !finished.isEmpty()) {
        return moveToFinished(positioned, at, finished);
      }
    }
    return true;
  }

  private boolean moveToFinished(PositionedSource positioned, Range at, String finished) {
    try {
      adding.add(List.of(), new Advance(positioned.id(), at.to(), finished));
      return true;
    } catch (SourceMoved e) {
      goBack(positioned, at, e);
      exhausted = false;
      listener.sourceTurned();
      return false;
    } catch (SourceElsewhere e) {
      reading.giveUp();
      return false;
    }
  }

  /** Whether this node reads the source. */
  Reading reading() {
    return reading;
  }

  private void end() {
    if (!exhausted) {
      exhausted = true;
      listener.sourceTurned();
    }
  }

  private void fail(RuntimeException e) {
    if (!closed) {
      failure = e;
      end();
    }
  }

  /** Whether there is nothing more to push here. */
  boolean isExhausted() {
    return exhausted || !reading.isOurs();
  }

  /** How many messages wait at the source, below 0 when it cannot tell. */
  long waiting() {
    return source.waiting();
  }

  /** Whether there is nothing more to push and all that was taken is in the queue. */
  boolean isDone() {
    boolean ended = reading.isOurs() ? exhausted : reading.isFinished();
    return ended && pushing.get() == 0;
  }

  /** Why pushing has ended before its end, or null. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  /** How many were pushed on this line and not lost by Redis since. */
  long pushed() {
    return pushed.get();
  }

  /** Ends an add that waits for Redis. */
  @Override
  public void close() {
    closed = true;
    adding.close();
  }
}
