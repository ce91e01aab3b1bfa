package dev.tidemill.pool.state;

import java.util.Locale;

/**
 * Something about a pool that is not as it should be, and what is done about it.
 *
 * @param code what it is, for programs
 * @param found what was found, the beginning of a sentence
 * @param done what was done, the rest of it
 */
public record Finding(Code code, String found, String done) {

  /** What can be found; the guide has them in a table. */
  public enum Code {
    /** No plan is stored where something is counted. */
    PLAN_MISSING,
    /** What is stored is no plan. */
    PLAN_UNREADABLE,
    /** The ledger has counted more than the plan knows. */
    PLAN_BEHIND,
    /** An older release stored the plan. */
    PLAN_OLDER,
    /** A newer release stored the plan while this one runs. */
    PLAN_NEWER,
    /** There is no count where there is a plan. */
    LEDGER_MISSING,
    /** The ledger has counted less than the plan knows. */
    LEDGER_BEHIND,
    /** A figure of the ledger is no number, or the ledger is something else. */
    LEDGER_UNREADABLE,
    /** Counted messages are not in the queue any more. */
    MESSAGES_GONE,
    /** The plan goes on from another program's state. */
    TAKEN_OVER,
    /** The original's zeros stand in systemState. */
    COPY_ZEROS,
    /** Nobody knows who wrote systemState. */
    COPY_UNWITNESSED,
    /** What stands in systemState is no state. */
    COPY_UNREADABLE,
    /** Another program writes systemState while this one runs. */
    COPY_FOREIGN,
    /** Somebody else takes jobs of the queue. */
    OTHER_CONSUMER,
    /** The pool runs with other settings than were asked for here. */
    OTHER_SETTINGS,
    /** Another node of the pool pushes or handles something else. */
    OTHER_WORK;

    /** As programs read it: {@code plan-missing}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** All of it, in one sentence. */
  public String told() {
    return found + ": " + done;
  }
}
