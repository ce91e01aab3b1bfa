package dev.tidemill.pool.run;

import dev.tidemill.pool.node.Reading;
import dev.tidemill.pool.node.Reading.Step;
import dev.tidemill.pool.source.MessageSource;
import dev.tidemill.pool.source.PositionedSource;
import dev.tidemill.pool.store.Fleet;
import dev.tidemill.queue.Ledger;

/**
 * Has one node at a time read a source that knows its place, and another one read on where that one
 * has stopped.
 *
 * <p><b>Threading:</b> one thread looks.
 */
final class SourceWatch {

  private final Fleet fleet;
  private final Ledger ledger;
  private final MessageSource source;
  private final Reading reading;
  private final Crew crew;

  SourceWatch(Fleet fleet, Ledger ledger, MessageSource source, Reading reading, Crew crew) {
    this.fleet = fleet;
    this.ledger = ledger;
    this.source = source;
    this.reading = reading;
    this.crew = crew;
  }

  /** Takes the source over from a node that has left or died. */
  void look() {
    if (source instanceof PositionedSource positioned) {
      Step step = reading.look(crew.works());
      while (step != Step.NONE) {
        step = carriedOut(step, positioned);
      }
    }
  }

  private Step carriedOut(Step step, PositionedSource positioned) {
    return switch (step) {
      case NONE -> Step.NONE;
      case GIVE_BACK -> {
        fleet.leave(positioned.id());
        yield reading.gaveBack();
      }
      case TAKE -> {
        String reader = fleet.take(positioned.id()).node();
        crew.readBy(reader);
        yield reading.taken(reader.equals(fleet.node()), crew.works());
      }
      case YIELD -> {
        fleet.leave(positioned.id());
        reading.giveUp();
        yield Step.NONE;
      }
      case ASK_PLACE -> {
        String place = ledger.standing().positions().getOrDefault(positioned.id(), "");
        yield reading.placed(place, positioned.isFinished(place));
      }
      case END -> {
        fleet.leave(positioned.id());
        reading.finished();
        yield Step.NONE;
      }
    };
  }
}
