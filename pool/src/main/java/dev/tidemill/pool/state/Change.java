package dev.tidemill.pool.state;

/** One difference between two plans, as {@link Staircase#changes} tells it. */
public sealed interface Change {

  /**
   * A worker is to go over to the other role, identity and counters kept.
   *
   * @param worker who turns
   * @param to the role it is to have from now on
   */
  record Turned(String worker, Role to) implements Change {}

  /**
   * A new worker takes a seat.
   *
   * @param worker its identity, never used before
   * @param role its first role
   */
  record Hired(String worker, Role role) implements Change {}

  /**
   * A worker loses its seat and does not come back.
   *
   * @param worker who leaves
   * @param role the role it had
   */
  record Dismissed(String worker, Role role) implements Change {}

  /**
   * A worker gives up its seat for a while; it finishes what it has and idles.
   *
   * @param worker who rests
   * @param role the role it had, or comes back to when it has just been hired
   */
  record Rested(String worker, Role role) implements Change {}

  /**
   * A worker that rested has a seat again.
   *
   * @param worker who resumes
   * @param role the role it is to have from now on
   */
  record Resumed(String worker, Role role) implements Change {}

  /**
   * The counts of the plan are other ones.
   *
   * @param pushers how many push now
   * @param pullers how many pull now
   * @param atTotal how many messages had been pushed when they became so
   */
  record Stepped(int pushers, int pullers, long atTotal) implements Change {}

  /**
   * One or more switches fell due.
   *
   * @param switches how many there have been in all
   * @param currentRole the active role after the last of them
   */
  record Switched(long switches, Role currentRole) implements Change {}
}
