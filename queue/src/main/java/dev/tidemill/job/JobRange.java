package dev.tidemill.job;

import dev.tidemill.input.InvalidOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which jobs of a queue to read: those in some states, of each state those from one place to
 * another.
 *
 * @param states in the order in which they are told; none means all
 * @param from the first place, 0 for the first job; -1 is the last, -2 the one before
 * @param to the last place, counted likewise; it is told too
 * @param oldestFirst whether places are counted from the oldest job (of delayed and prioritized
 *     ones: from the next to be taken), otherwise from the newest
 */
public record JobRange(List<JobState> states, long from, long to, boolean oldestFirst) {

  private static final List<JobState> ALL =
      Arrays.stream(JobState.values()).filter(state -> state != JobState.UNKNOWN).toList();

  /** Leaves out what is named twice, and refuses {@link JobState#UNKNOWN}. */
  public JobRange {
    if (states.contains(JobState.UNKNOWN)) {
      throw new InvalidOption(
          "jobs in state UNKNOWN are in no list and cannot be read: name other states");
    }
    Set<JobState> once = new LinkedHashSet<>(states.isEmpty() ? ALL : states);
    states = List.copyOf(once);
  }

  /** All jobs in these states, newest first; without a state all jobs of the queue. */
  public static JobRange of(JobState... states) {
    return new JobRange(List.of(states), 0, -1, false);
  }

  /** The same states and order, from one place to another. */
  public JobRange between(long first, long last) {
    return new JobRange(states, first, last, oldestFirst);
  }

  /** The same states and places, counted from the oldest. */
  public JobRange startingWithOldest() {
    return new JobRange(states, from, to, true);
  }
}
