package dev.tidemill.server.cli;

/** What the process tells its caller at the end. */
public final class ExitCode {

  /** All went well. */
  public static final int OK = 0;

  /** Something failed that has no code of its own. */
  public static final int FAILED = 1;

  /** The command line cannot be understood or carried out as it stands. */
  public static final int USAGE = 2;

  /** What is named is not there. */
  public static final int NOT_FOUND = 3;

  /** It was understood and is not done: not allowed, not confirmed, or not as things stand. */
  public static final int REFUSED = 4;

  /** No Redis and no server could be started or reached. */
  public static final int REDIS = 5;

  /** The run ended, but some of its messages failed for good. */
  public static final int PARTLY = 6;

  /** No answer came in time. */
  public static final int TIMED_OUT = 7;

  /** Ended by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  /** Ended by SIGTERM. */
  public static final int TERMINATED = 143;

  private ExitCode() {}
}
