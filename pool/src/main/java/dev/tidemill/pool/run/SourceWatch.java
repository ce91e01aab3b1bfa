package dev.tidemill.pool.run;

import dev.tidemill.pool.node.Reading;
import dev.tidemill.pool.node.Reading.Step;
import dev.tidemill.pool.source.MessageSource;
import dev.tidemill.pool.source.PositionedSource;
import dev.tidemill.pool.store.Fleet;
import dev.tidemill.queue.Ledger;
import dev.tidemill.redis.RedisException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Has one node at a time read a source that knows its place, and another one read on where that one
 * has stopped.
 *
 * <p><b>Threading:</b> one thread looks.
 */
final class SourceWatch {

  private static final System.Logger LOG = System.getLogger(SourceWatch.class.getName());

  private final Fleet fleet;
  private final Ledger ledger;
  private final MessageSource source;
  private final Reading reading;
  private final Crew crew;
  private final @Nullable SourceSize size;

  SourceWatch(Fleet fleet, Ledger ledger, MessageSource source, Reading reading, Crew crew) {
    this.fleet = fleet;
    this.ledger = ledger;
    this.source = source;
    this.reading = reading;
    this.crew = crew;
    this.size =
        source instanceof PositionedSource positioned ? new SourceSize(fleet, positioned) : null;
  }

  /** Takes the source over from a node that has left or died. */
  void look() {
    if (source instanceof PositionedSource positioned && size != null) {
      if (reading.isOurs()) {
        size.tell();
      }
      Step step = reading.look(crew.works());
      while (step != Step.NONE) {
        step = carriedOut(step, positioned, size);
      }
    }
  }

  /** Hears that all of it was read here and is handled. */
  void finished() {
    if (size != null && reading.isOurs()) {
      try {
        size.forget();
      } catch (RedisException e) {
        // Then the next run finds how large this one was, which only matters if it is less.
      }
    }
  }

  private Step carriedOut(Step step, PositionedSource positioned, SourceSize size) {
    return switch (step) {
      case NONE -> Step.NONE;
      case GIVE_BACK -> {
        fleet.leave(positioned.id());
        yield reading.gaveBack();
      }
      case TAKE -> taken(positioned, size);
      case YIELD -> {
        fleet.leave(positioned.id());
        reading.giveUp();
        yield Step.NONE;
      }
      case ASK_PLACE -> placed(positioned);
      case END -> {
        fleet.leave(positioned.id());
        reading.finished();
        yield Step.NONE;
      }
    };
  }

  private Step taken(PositionedSource positioned, SourceSize size) {
    String reader = fleet.take(positioned.id()).node();
    boolean ours = reader.equals(fleet.node());
    if (ours && size.isPart()) {
      return refused(positioned);
    }
    crew.readBy(reader);
    return reading.taken(ours, crew.works());
  }

  private Step placed(PositionedSource positioned) {
    if (reading.cannotBeOurs()) {
      crew.readBy(fleet.readerOf(positioned.id())); // it asks for the lease no more, which tells
    }
    String place = ledger.position(positioned.id());
    return reading.placed(place, positioned.isFinished(place));
  }

  private Step refused(PositionedSource positioned) {
    LOG.log(
        Level.WARNING,
        "{0} is smaller on this node than where it was read: this node leaves it to the others,"
            + " for it has only a part. Give it the whole and start it again",
        positioned);
    reading.cannot();
    return Step.GIVE_BACK;
  }
}
