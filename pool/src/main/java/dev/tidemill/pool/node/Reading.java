package dev.tidemill.pool.node;

import org.jspecify.annotations.Nullable;

/**
 * Whether this node reads the source, or another one of the fleet does; and how it takes the source
 * over from one that has left or died. It only saves work: what keeps each message from being
 * pushed twice is the place in the ledger, which moves with the messages or not at all.
 *
 * <p><b>Threading:</b> any thread asks and tells; one takes over.
 */
public final class Reading {

  /** What is to be done next about a source that another node may read. */
  public enum Step {
    /** Nothing for now. */
    NONE,
    /** Give the lease up, for others can read it; then tell {@link #gaveBack}. */
    GIVE_BACK,
    /** Ask for the lease; then tell {@link #taken}. */
    TAKE,
    /** Give the lease up, for nobody works here who could push; then tell {@link #giveUp}. */
    YIELD,
    /** Ask the ledger for the place; then tell {@link #placed}. */
    ASK_PLACE,
    /** Give the lease up, for there is nothing to read; then tell {@link #finished}. */
    END
  }

  private enum Reader {
    /** This node does, or everyone where all can. */
    US,
    /** Another node may. */
    PERHAPS_ANOTHER,
    /** Another node has read it to its end, and all of it is handled. */
    NOBODY_MORE,
    /** Another node has to: this one cannot. */
    NEVER_US
  }

  private final Runnable turned;
  private volatile Reader reader;
  private volatile @Nullable String reopenAt;
  private boolean givenBack; // of the thread that takes over

  /** Tells {@code turned} whenever that is another one than before. */
  public Reading(boolean ours, Runnable turned) {
    this.reader = ours ? Reader.US : Reader.PERHAPS_ANOTHER;
    this.turned = turned;
  }

  /** Whether this node reads it. */
  public boolean isOurs() {
    return reader == Reader.US;
  }

  /** Whether another node has brought the source to its end. */
  public boolean isFinished() {
    return reader == Reader.NOBODY_MORE;
  }

  /** Whether it has to be another node for good. */
  public boolean cannotBeOurs() {
    return reader == Reader.NEVER_US;
  }

  /**
   * Looks after it, once every beat.
   *
   * @param works whether anybody works on this node: in a large fleet some have no worker
   */
  public Step look(boolean works) {
    return switch (reader) {
      case US -> works ? Step.NONE : Step.YIELD;
      case NOBODY_MORE -> Step.NONE;
      case PERHAPS_ANOTHER -> Step.TAKE;
      case NEVER_US -> givenBack ? Step.ASK_PLACE : Step.GIVE_BACK;
    };
  }

  /** Hears that the lease is given up. */
  public Step gaveBack() {
    givenBack = true;
    return Step.ASK_PLACE;
  }

  /** Hears who has the lease, and whether anybody works on this node. */
  public Step taken(boolean byUs, boolean works) {
    if (!byUs) {
      return Step.NONE;
    }
    return works ? Step.ASK_PLACE : Step.YIELD;
  }

  /** Hears how far the source has been read and whether that is its end. */
  public Step placed(String position, boolean end) {
    if (end) {
      return Step.END;
    }
    if (!givenBack) {
      reopenAt = position;
      turn(Reader.US);
    }
    return Step.NONE;
  }

  /** Hears that another node has brought the source to its end. */
  public void finished() {
    turn(Reader.NOBODY_MORE);
  }

  /** This node reads no more until it is told to. */
  public void giveUp() {
    turn(Reader.PERHAPS_ANOTHER);
  }

  /** The place from which this node has to open the source before it reads on; told once. */
  public @Nullable String takePlace() {
    String position = reopenAt;
    reopenAt = null;
    return position;
  }

  /** Hears that the source cannot be opened here. */
  public void cannot() {
    turn(Reader.NEVER_US);
  }

  private void turn(Reader to) {
    reader = to;
    turned.run();
  }
}
