package dev.tidemill.worker;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The jobs of one answer that are handled where they arrive: their outcomes and the next claims of
 * their slots are on the desk before the line looks there again.
 *
 * <p><b>Threading:</b> the line's thread; one of its own for a scheduler's job.
 */
final class QuickJobs {

  /**
   * What a claim does with its jobs on the line's thread.
   *
   * @param work done for all jobs of an answer together
   * @param goesOn told what came of a job; whether the slot asks for another
   */
  record Quick(Together work, Predicate<Outcome> goesOn) {}

  private record Taken(Claim claim, Quick quick, ActiveJob active) {}

  private final Desk desk;
  private final InstantSource clock;
  private final Map<Together, List<Taken>> byWork = new LinkedHashMap<>();

  QuickJobs(Desk desk, InstantSource clock) {
    this.desk = desk;
    this.clock = clock;
  }

  void add(Claim claim, Quick quick, ActiveJob active) {
    byWork
        .computeIfAbsent(quick.work(), work -> new ArrayList<>())
        .add(new Taken(claim, quick, active));
  }

  void handle() {
    byWork.forEach(this::handle);
    byWork.clear();
  }

  private void handle(Together work, List<Taken> taken) {
    List<Outcome> outcomes = work.handle(taken.stream().map(Taken::active).toList());
    long now = clock.millis();
    for (int n = 0; n < taken.size(); n++) {
      Taken one = taken.get(n);
      Outcome outcome = outcomes.get(n);
      boolean goesOn = one.quick().goesOn().test(outcome);
      desk.lay(Finished.of(one.active(), outcome, now), goesOn ? one.claim() : null);
      if (!goesOn) {
        one.claim().answer(null);
      }
    }
  }
}
