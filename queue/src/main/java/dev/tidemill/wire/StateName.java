package dev.tidemill.wire;

import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.JobState;

/** What the keys of the states are called (protocol 1.1). */
public final class StateName {

  private StateName() {}

  /** The last segment of the key that holds the ids of the jobs in a state. */
  public static String of(JobState state) {
    return switch (state) {
      case WAITING -> "wait";
      case ACTIVE -> "active";
      case DELAYED -> "delayed";
      case PRIORITIZED -> "prioritized";
      case WAITING_CHILDREN -> "waiting-children";
      case COMPLETED -> "completed";
      case FAILED -> "failed";
      case UNKNOWN -> throw new InvalidOption("jobs in state UNKNOWN are in no list: name another");
    };
  }
}
