package dev.tidemill.job;

/**
 * Thrown by a handler whose job is to be taken again when its children have ended; no attempt is
 * counted. {@link JobContext#waitForChildren()} throws it only when there is something to wait for.
 */
public final class WaitingChildrenException extends StepException {

  private static final long serialVersionUID = 1L;

  private final String childKey;

  /**
   * Waits for all children that are to finish.
   *
   * @param childKey only when this one is among them; empty for any
   */
  public WaitingChildrenException(String childKey) {
    super("the job asked to wait for its children");
    this.childKey = new Outcome.WaitingChildren(childKey).childKey();
  }

  @Override
  public Outcome outcome() {
    return new Outcome.WaitingChildren(childKey);
  }
}
