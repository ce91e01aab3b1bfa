package dev.tidemill.pool.run;

import dev.tidemill.pool.store.NodeProcess;
import java.time.InstantSource;
import java.util.List;

/**
 * What this node tells the others with each beat.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Bulletin {

  private static final NodeProcess HERE = NodeProcess.here();

  private final Task task;
  private final Crew crew;
  private final SourceLook source;
  private final InstantSource clock;

  Bulletin(Task task, Crew crew, SourceLook source, InstantSource clock) {
    this.task = task;
    this.crew = crew;
    this.source = source;
    this.clock = clock;
  }

  /** Before anybody works here. */
  static String first(Task task) {
    return CrewJson.of(NodeJson.of(HERE, SourceFigures.NONE, task), List.of());
  }

  /** As it stands. */
  String next() {
    List<WorkerFigures> workers = crew.workers().stream().map(WorkerFigures::of).toList();
    return CrewJson.of(NodeJson.of(HERE, source.at(clock.millis()), task), workers);
  }
}
