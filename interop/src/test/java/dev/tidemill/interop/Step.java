package dev.tidemill.interop;

import dev.tidemill.wire.Settlement;

/**
 * How a job ends an attempt to go on later.
 *
 * @param kind what it waits for
 * @param millis how long, where that matters
 */
record Step(Kind kind, long millis) {

  enum Kind {
    DELAYED,
    CHILDREN,
    LIMITED
  }

  static Step delayed(long millis) {
    return new Step(Kind.DELAYED, millis);
  }

  static Step children() {
    return new Step(Kind.CHILDREN, 0);
  }

  static Step limited(long millis) {
    return new Step(Kind.LIMITED, millis);
  }

  Settlement settlement(String id, String token, long at) {
    return switch (kind) {
      case DELAYED -> new Settlement.Postponed(id, token, at, millis);
      case CHILDREN -> new Settlement.ForChildren(id, token, at, "");
      case LIMITED -> new Settlement.Limited(id, token, at, millis);
    };
  }

  /** Whether an answer says that the job did not go: there is nothing to wait for, or it failed. */
  static boolean stays(String answer) {
    return answer.equals("3") || answer.equals("-9");
  }
}
