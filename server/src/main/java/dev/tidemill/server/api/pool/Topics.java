package dev.tidemill.server.api.pool;

import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which events of the stream can be chosen: those that have names by these. */
final class Topics {

  /** What the unnamed events go by, the state as the original told it. */
  private static final String STATE = "state";

  private static final Set<String> ALL =
      Stream.concat(
              Stream.of(STATE, "tick"), // a tick is a sample of the history, where it has one
              Arrays.stream(Kind.values())
                  .filter(kind -> kind != Kind.SAMPLE)
                  .map(kind -> kind.name().toLowerCase(Locale.ROOT)))
          .collect(Collectors.toCollection(TreeSet::new));

  private Topics() {}

  /**
   * Those that the parameter {@code topics} names, none when it is not given.
   *
   * @throws Refused when it names another
   */
  static Set<String> of(Request request) {
    String given = request.parameter("topics");
    if (given == null) {
      return Set.of();
    }
    Set<String> topics = new TreeSet<>(Arrays.asList(given.split(",", -1)));
    if (!ALL.containsAll(topics)) {
      throw Refused.invalid("topics", given, "give some of " + String.join(",", ALL));
    }
    return topics;
  }
}
