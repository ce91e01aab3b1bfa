package dev.tidemill.job;

import dev.tidemill.input.InvalidOption;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How one attempt at a job ended. */
public sealed interface Outcome {

  /**
   * It went well.
   *
   * @param returnValue the result as JSON text, {@code null} for nothing
   */
  record Completed(String returnValue) implements Outcome {
    /** It went well and there is nothing to tell. */
    public static final Completed NOTHING = new Completed("null");

    /** Checks that there is a result. */
    public Completed {
      Objects.requireNonNull(returnValue, "the result is null: give the text null for nothing");
    }
  }

  /**
   * It went wrong; the job is tried again if attempts are left and it is recoverable.
   *
   * @param reason why, in words
   * @param stacktrace where, one text per failed attempt that is to be kept
   * @param recoverable whether another attempt may do better
   * @param retryAfter how long until the next attempt, at most {@link TimeBound#LONGEST}, negative
   *     for none; null for what the job's own backoff says
   */
  record Failed(
      String reason, List<String> stacktrace, boolean recoverable, @Nullable Duration retryAfter)
      implements Outcome {

    /** Checks that there is a reason, and the bounds. */
    public Failed {
      Objects.requireNonNull(reason, "the reason is null: say in words why it failed");
      stacktrace = List.copyOf(stacktrace);
      if (retryAfter != null) {
        checkLongest("wait until the next attempt", retryAfter);
      }
    }

    /** One whose next attempt comes when the job's own backoff says. */
    public Failed(String reason, List<String> stacktrace, boolean recoverable) {
      this(reason, stacktrace, recoverable, null);
    }

    /** The same, but the next attempt comes so much later; negative for none. */
    public Failed retryAfter(Duration wait) {
      return new Failed(reason, stacktrace, recoverable, wait);
    }

    /** A failure that an exception tells, recoverable. */
    public static Failed of(Throwable cause) {
      String name = cause.getClass().getName();
      try {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        String message = cause.getMessage();
        return new Failed(message == null ? name : message, List.of(trace.toString()), true);
      } catch (RuntimeException | Error mute) { // an exception may be anybody's code
        String why = mute.getClass().getName();
        return new Failed(name + ", which cannot be told: " + why, List.of(), true);
      }
    }
  }

  /**
   * It is to go on later: the job is taken again so long after the handler has ended. No attempt is
   * counted.
   */
  record Delayed(Duration by) implements Outcome {
    /** Checks the bounds. */
    public Delayed {
      if (by.isNegative()) {
        throw new InvalidOption("delay is " + by + ": give zero or more");
      }
      checkLongest("delay", by);
    }
  }

  /** It is to go on at its turn: the job is the next of its class. No attempt is counted. */
  record Waiting() implements Outcome {}

  /**
   * It is to go on when the job's children have ended. No attempt is counted. When none of them is
   * to finish by then, the job is the next of its class; when one failed that takes the job with
   * it, the job fails.
   *
   * @param childKey waits only when this child is among them, by the full key of its hash; empty
   *     for any
   */
  record WaitingChildren(String childKey) implements Outcome {
    /** Checks that there is a key. */
    public WaitingChildren {
      Objects.requireNonNull(childKey, "the child's key is null: give the empty text for any");
    }
  }

  /**
   * It is to go on when a limit allows: no job of the queue starts for so long, and this one is the
   * next of its class. No attempt is counted.
   *
   * <p>Other workers mind it only when they have a limiter, or the queue has a rate limit: so it is
   * in BullMQ.
   */
  record RateLimited(Duration by) implements Outcome {
    /** Checks the bounds. */
    public RateLimited {
      if (by.compareTo(Duration.ofMillis(1)) < 0) {
        throw new InvalidOption("rate limit is " + by + ": give at least a millisecond");
      }
      checkLongest("rate limit", by);
    }
  }

  /** It did not take place: the job goes back to the head of the line, no attempt is counted. */
  record HandedBack() implements Outcome {}

  private static void checkLongest(String what, Duration wait) {
    if (wait.compareTo(TimeBound.LONGEST) > 0) {
      throw new InvalidOption(
          what + " is " + wait + ": give at most " + TimeBound.LONGEST.toDays() + " days");
    }
  }
}
