package dev.tidemill.server.api.job;

import dev.tidemill.job.JobState;
import dev.tidemill.server.api.Refused;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of the states, and the order in which jobs of several are told. */
public final class States {

  private static final List<JobState> ALL =
      List.of(
          JobState.ACTIVE,
          JobState.WAITING,
          JobState.PRIORITIZED,
          JobState.WAITING_CHILDREN,
          JobState.DELAYED,
          JobState.FAILED,
          JobState.COMPLETED);

  private States() {}

  /** As programs know it, such as {@code waiting-children}. */
  public static String name(JobState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The states that a text names, apart by commas; all of them when it is empty.
   *
   * @throws Refused when there is no such state
   */
  public static List<JobState> named(String text) {
    if (text.isEmpty()) {
      return ALL;
    }
    Set<JobState> states = new LinkedHashSet<>();
    for (String word : text.split(",", -1)) {
      states.add(one(word));
    }
    return List.copyOf(states);
  }

  private static JobState one(String word) {
    for (JobState state : ALL) {
      if (name(state).equals(word)) {
        return state;
      }
    }
    String all = ALL.stream().map(States::name).collect(Collectors.joining(", "));
    throw Refused.invalid("state", word, "give one or more of " + all);
  }
}
