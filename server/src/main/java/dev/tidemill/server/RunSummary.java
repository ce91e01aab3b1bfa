package dev.tidemill.server;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobState;
import dev.tidemill.pool.Progress;
import dev.tidemill.queue.Queue;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.RunConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a run came to.
 *
 * @param end how far it got
 * @param took how long it took
 * @param config what it was told
 */
record RunSummary(Progress end, Duration took, RunConfig config) {

  private static final int SHOWN = 5;

  /** Says it and answers the exit code. */
  int tell(Mill mill, PrintWriter err, Stop stop) {
    long handled = end.done() + end.failed();
    double seconds = Math.max(took.toMillis(), 1) / 1000.0;
    err.printf(
        Locale.ROOT,
        "%d messages in %.1f s (%.0f/s), %d failed%s.%n",
        handled,
        seconds,
        handled / seconds,
        end.failed(),
        end.skipped() == 0 ? "" : ", " + end.skipped() + " lines skipped");
    if (end.total() != null) {
      err.printf(
          "Position: line %d of %d of %s%s.%n",
          end.taken() + end.pushed() + end.skipped(),
          end.total(),
          config.pool().ends().source().replaceFirst("^lines:", ""),
          stop.isAsked() ? ", saved; the same command goes on there" : "");
    }
    if (end.failed() > 0) {
      tellFailed(mill, err);
    }
    if (stop.isAsked()) {
      return stop.exitCode();
    }
    return end.failed() > 0 ? ExitCode.PARTLY : ExitCode.OK;
  }

  private void tellFailed(Mill mill, PrintWriter err) {
    try (Queue queue = Queue.open(mill.queue())) {
      List<String> ids = queue.ids(JobState.FAILED, 0, SHOWN - 1);
      err.println("Failed for good" + (end.failed() > ids.size() ? ", some of them:" : ":"));
      for (String id : ids) {
        Job job = queue.job(id);
        err.println("  " + id + ": " + (job == null ? "gone" : job.failedReason()));
      }
    }
    String key = config.redis().prefix() + ":" + config.redis().queue();
    err.printf(
        "See all with: %s%n  ZRANGE %s:failed 0 -1    then    HGET %s:ID failedReason%n",
        reach(mill), key, key);
  }

  private String reach(Mill mill) {
    return mill.redis().own() == null
        ? "redis-cli -u " + mill.redis().uri()
        : "tidemill serve --data="
            + config.redis().data()
            + ", then redis-cli with the uri in its server.json";
  }
}
