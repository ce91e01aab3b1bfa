package dev.tidemill.pool.run;

import dev.tidemill.pool.source.PositionedSource;
import dev.tidemill.pool.source.SourceFailed;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node reads the source, or another one of the fleet does.
 *
 * <p><b>Threading:</b> any thread asks and tells; the one that reads goes to its place.
 */
final class Reading {

  /** Who reads. */
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

  /** Tells {@code turned} whenever that is another one than before. */
  Reading(boolean ours, Runnable turned) {
    this.reader = ours ? Reader.US : Reader.PERHAPS_ANOTHER;
    this.turned = turned;
  }

  boolean isOurs() {
    return reader == Reader.US;
  }

  /** Whether another node has brought the source to its end. */
  boolean isFinished() {
    return reader == Reader.NOBODY_MORE;
  }

  /** Whether this node could not take the source over. */
  boolean isUnreadable() {
    return reader == Reader.NEVER_US;
  }

  /** Has this node read on from where another one has stopped. */
  void readOnFrom(String position) {
    reopenAt = position;
    turn(Reader.US);
  }

  /** This node reads no more until it is told to. */
  void giveUp() {
    turn(Reader.PERHAPS_ANOTHER);
  }

  /** Hears that another node has brought the source to its end. */
  void finished() {
    turn(Reader.NOBODY_MORE);
  }

  /** Goes to where another node has stopped, if it was told to; false when that is not possible. */
  boolean isInPlace(PositionedSource source, Consumer<SourceFailed> trouble) {
    String position = reopenAt;
    reopenAt = null;
    try {
      if (position != null) {
        source.open(position);
      }
      return true;
    } catch (SourceFailed e) {
      turn(Reader.NEVER_US);
      trouble.accept(e);
      return false;
    }
  }

  private void turn(Reader to) {
    reader = to;
    turned.run();
  }
}
