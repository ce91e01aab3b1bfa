package dev.tidemill.server.bench;

import dev.tidemill.job.JobCounts;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import org.jspecify.annotations.Nullable;

/**
 * Looks into Redis whether what was measured has come to pass.
 *
 * @param ground where
 * @param queue the queue, fresh before the run: its ids are the numbers from 1
 * @param jobs how many there have to be
 */
record ReadBack(Ground ground, QueueOptions queue, int jobs) {

  private static final int LOOKED_AT = 500;

  /** Holds that all wait, each with the payload; answers what was looked at. */
  String added(Queue open) {
    hold("jobs by state", new JobCounts(jobs, 0, 0, 0, 0, 0, 0), open.counts());
    int looked = sample("data", id -> Payload.CODEC.encode(Payload.VALUE));
    return "%d waiting, %d payloads".formatted(jobs, looked);
  }

  /** Holds that all have completed, each with the result of its own; answers what was looked at. */
  String completed(Queue open) {
    hold("jobs by state", new JobCounts(0, 0, 0, 0, 0, jobs, 0), open.counts());
    int looked = sample("returnvalue", Payload.RESULT::encode);
    return "%d completed, %d results".formatted(jobs, looked);
  }

  /** Looks at some hundreds of jobs, spread over all. */
  private int sample(String field, Wanted wanted) {
    int step = Math.max(1, jobs / LOOKED_AT);
    int looked = 0;
    for (int number = 1; number <= jobs; number += step) {
      String id = Integer.toString(number);
      hold(field + " of job " + id, wanted.of(id), ground.field(queue, id, field));
      looked++;
    }
    return looked;
  }

  private interface Wanted {
    String of(String id);
  }

  static void hold(String what, Object wanted, @Nullable Object found) {
    if (!wanted.equals(found)) {
      throw new CommandFailed(
          ExitCode.FAILED,
          "the benchmark's figures cannot be trusted: %s should be %s, Redis has %s"
              .formatted(what, wanted, found),
          null);
    }
  }
}
