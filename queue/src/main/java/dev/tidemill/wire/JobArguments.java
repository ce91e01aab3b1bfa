package dev.tidemill.wire;

import dev.tidemill.job.Deduplication;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.Arguments;
import java.time.Instant;

/** Writes new jobs as {@code part/add.lua} and {@code part/relations.lua} read them. */
final class JobArguments {

  private JobArguments() {}

  /** Whether a job has to do with others. */
  static boolean isRelated(NewJob job) {
    JobOptions options = job.options();
    return options.parent() != null || options.deduplication() != null;
  }

  /** A job that has to do with no others; {@code now} is for one that brings no timestamp. */
  static void writePlain(NewJob job, long now, Arguments arguments) {
    writeHead(job, job.options().id(), now, arguments);
    arguments.add(job.options().lifo());
  }

  /** A job that may have to do with others. */
  static void writeRelated(NewJob job, long now, Arguments arguments) {
    if (isRelated(job)) {
      writeFlowNode(job, job.options().id(), false, now, arguments);
    } else {
      writePlain(job, now, arguments);
    }
  }

  /** A job of a flow; {@code waits} tells whether it has children there. */
  static void writeFlowNode(NewJob job, String id, boolean waits, long now, Arguments arguments) {
    JobOptions options = job.options();
    writeHead(job, id, now, arguments);
    arguments.add(options.lifo() ? "+1" : "+0");
    JobRef parent = options.parent();
    if (parent == null) {
      arguments.add("").add("").add("");
    } else {
      arguments
          .add(parent.queue() + ":")
          .add(parent.id())
          .add(FamilyJson.of(parent, options.onFailure()));
    }
    arguments.add(waits);
    Deduplication deduplication = options.deduplication();
    if (deduplication == null) {
      arguments.add("").add("").add("");
    } else {
      var ttl = deduplication.ttl();
      arguments
          .add(deduplication.id())
          .add(ttl == null ? "" : Long.toString(ttl.toMillis()))
          .add(modes(deduplication));
    }
  }

  private static void writeHead(NewJob job, String id, long now, Arguments arguments) {
    JobOptions options = job.options();
    Instant made = options.timestamp();
    arguments
        .add(id)
        .add(job.name())
        .add(job.data())
        .add(OptionsJson.write(options))
        .add(made == null ? now : made.toEpochMilli())
        .add(options.delay().toMillis())
        .add(options.priority());
  }

  private static String modes(Deduplication deduplication) {
    return (deduplication.extend() ? "e" : "")
        + (deduplication.replace() ? "r" : "")
        + (deduplication.keepLastIfActive() ? "k" : "")
        + (deduplication.reschedule() ? "s" : "");
  }
}
