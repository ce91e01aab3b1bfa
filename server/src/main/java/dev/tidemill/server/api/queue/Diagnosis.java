package dev.tidemill.server.api.queue;

import dev.tidemill.job.JobCounts;
import dev.tidemill.job.QueueMeta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Why jobs of a queue are not taken, as far as Redis can tell.
 *
 * @param counts of its jobs
 * @param meta what holds for it
 * @param consumers how many workers are connected; below zero when that cannot be told
 * @param heldBack for how long the rate limit keeps jobs back
 */
record Diagnosis(JobCounts counts, QueueMeta meta, int consumers, Duration heldBack) {

  /**
   * One thing that was found.
   *
   * @param code for programs
   * @param tells what it is, a sentence
   * @param remedy what to do about it
   */
  record Finding(String code, String tells, String remedy) {}

  List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    long ready = counts.waiting() + counts.prioritized();
    if (meta.paused()) {
      add(found, "paused", "The queue is paused: no client takes a job.", "POST …/resume.");
    }
    if (consumers == 0 && ready + counts.delayed() > 0) {
      String tells = "No worker is connected for this queue under this prefix.";
      add(found, "no-consumers", tells, "Start one with this prefix and name, case included.");
    }
    OptionalInt most = meta.concurrency();
    if (most.isPresent() && counts.active() >= most.getAsInt()) {
      String tells = "As many jobs are active as the queue allows: " + most.getAsInt() + ".";
      add(found, "concurrency-reached", tells, "Raise the bound, or look why they do not end.");
    }
    if (ready > 0 && !heldBack.isZero()) {
      String tells = "A rate limit keeps jobs back for another " + heldBack.toMillis() + " ms.";
      add(found, "rate-limited", tells, "Wait, or raise the limit.");
    }
    if (ready > 0 && counts.active() == 0 && consumers > 0 && found.isEmpty()) {
      String tells = "Workers are connected, jobs wait, and none is active at this moment.";
      add(found, "idle-consumers", tells, "Look again; if it stays so, the workers are stuck.");
    }
    if (ready == 0) {
      nothingReady(found);
    }
    return found;
  }

  private void nothingReady(List<Finding> found) {
    if (counts.delayed() > 0) {
      String tells = "All jobs that are left wait for their time.";
      add(found, "only-delayed", tells, "POST …/jobs/{id}/promote has one run at once.");
    } else if (counts.active() == 0 && counts.waitingChildren() > 0) {
      String tells = "Parents wait for children that have not ended.";
      add(found, "waiting-for-children", tells, "Look at the flow: GET …/jobs/{id}/flow.");
    } else if (counts.active() == 0) {
      add(found, "empty", "Nothing is left to do.", "Add a job: POST …/jobs.");
    }
  }

  private static void add(List<Finding> found, String code, String tells, String remedy) {
    found.add(new Finding(code, tells, remedy));
  }
}
