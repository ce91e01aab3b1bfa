package dev.tidemill.job;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

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
  }

  /**
   * It went wrong; the job is tried again if attempts are left and it is recoverable.
   *
   * @param reason why, in words
   * @param stacktrace where, one text per failed attempt that is to be kept
   * @param recoverable whether another attempt may do better
   */
  record Failed(String reason, List<String> stacktrace, boolean recoverable) implements Outcome {

    /** A failure that an exception tells, recoverable. */
    public static Failed of(Throwable cause) {
      StringWriter trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace));
      String message = cause.getMessage();
      return new Failed(
          message == null ? cause.getClass().getName() : message, List.of(trace.toString()), true);
    }
  }

  /** It did not take place: the job goes back to the head of the line, no attempt is counted. */
  record HandedBack() implements Outcome {}
}
