package dev.tidemill.server.cli.noun;

import java.util.List;
import java.util.stream.Stream;

/**
 * What commands are about.
 *
 * @param name the word
 * @param what one sentence
 * @param verbs what can be done with it
 */
record Noun(String name, String what, List<Verb> verbs) {

  static final List<String> NAMES = List.of("pool", "queue", "job", "worker");

  static Noun named(String name) {
    return switch (name) {
      case "pool" -> PoolVerbs.noun();
      case "queue" -> QueueVerbs.noun();
      case "job" -> JobVerbs.noun();
      case "worker" -> WorkerVerbs.noun();
      default -> throw new IllegalArgumentException("there is no noun '" + name + "'");
    };
  }

  /** The head of its help: what it is, then an example of each verb. */
  String[] header() {
    return Stream.concat(
            Stream.of(what, ""), verbs.stream().map(verb -> "  " + verb.examples().getFirst()))
        .toArray(String[]::new);
  }
}
