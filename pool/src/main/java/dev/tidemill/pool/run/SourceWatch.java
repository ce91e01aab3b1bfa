package dev.tidemill.pool.run;

import dev.tidemill.pool.source.MessageSource;
import dev.tidemill.pool.source.PositionedSource;
import dev.tidemill.pool.store.Fleet;
import dev.tidemill.queue.Ledger;

/**
 * Has one node at a time read a source that knows its place, and another one read on where that one
 * has stopped. It only saves work: what keeps each message from being pushed twice is the place in
 * the ledger, which moves with the messages or not at all.
 *
 * <p><b>Threading:</b> one thread looks.
 */
final class SourceWatch {

  private final Fleet fleet;
  private final Ledger ledger;
  private final MessageSource source;
  private final Reading reading;
  private final Crew crew;
  private boolean givenUp;

  SourceWatch(Fleet fleet, Ledger ledger, MessageSource source, Reading reading, Crew crew) {
    this.fleet = fleet;
    this.ledger = ledger;
    this.source = source;
    this.reading = reading;
    this.crew = crew;
  }

  /** Takes the source over from a node that has left or died. */
  void look() {
    if (!(source instanceof PositionedSource positioned)
        || reading.isOurs()
        || reading.isFinished()) {
      return;
    }
    if (reading.isUnreadable() && !givenUp) {
      fleet.leave(positioned.id());
      givenUp = true;
    }
    if (!givenUp) {
      String reader = fleet.take(positioned.id()).node();
      crew.readBy(reader);
      if (!reader.equals(fleet.node())) {
        return;
      }
    }
    String place = ledger.standing().positions().getOrDefault(positioned.id(), "");
    if (positioned.isFinished(place)) {
      fleet.leave(positioned.id());
      reading.finished();
    } else if (!givenUp) {
      reading.readOnFrom(place);
    }
  }
}
