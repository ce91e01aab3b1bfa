package dev.tidemill.server.cli.noun;

import java.util.ArrayList;
import java.util.List;

/**
 * What can be done with a noun.
 *
 * @param name the word
 * @param what one sentence
 * @param examples command lines
 * @param params what it takes
 * @param deletes whether something is gone afterwards: it asks first
 * @param running whether only a server with a running pool can do it
 * @param deed what is done
 */
record Verb(
    String name,
    String what,
    List<String> examples,
    List<Param> params,
    boolean deletes,
    boolean running,
    Deed deed) {

  private static final List<Param> CONSENT =
      List.of(
          Param.flag("--yes", "do not ask"),
          Param.flag("--dry-run", "only say what would be deleted"));

  /** Does it; answers the exit code. */
  @FunctionalInterface
  interface Deed {
    int done(Session session);
  }

  static Verb of(String name, String what, Deed deed) {
    return new Verb(name, what, List.of(), List.of(), false, false, deed);
  }

  Verb shown(String... lines) {
    return new Verb(name, what, List.of(lines), params, deletes, running, deed);
  }

  Verb taking(Param... more) {
    return new Verb(name, what, examples, List.of(more), deletes, running, deed);
  }

  Verb deleting() {
    List<Param> more = new ArrayList<>(params);
    more.addAll(CONSENT);
    return new Verb(name, what, examples, List.copyOf(more), true, running, deed);
  }

  Verb ofThePool() {
    return new Verb(name, what, examples, params, deletes, true, deed);
  }
}
