package dev.tidemill.wire;

import dev.tidemill.job.Deduplication;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.Arguments;
import java.time.Instant;
import java.util.List;

/** Writes new jobs as {@code part/add.lua} and {@code part/relations.lua} read them. */
final class JobArguments {

  private JobArguments() {}

  /** Whether a job has to do with others. */
  static boolean isRelated(NewJob job) {
    JobOptions options = job.options();
    return options.parent() != null || options.deduplication() != null;
  }

  /** Whether jobs differ in nothing but their data and have nothing special about them. */
  static boolean areAlike(List<NewJob> jobs) {
    if (jobs.isEmpty() || !isPlain(jobs.getFirst())) {
      return false;
    }
    String name = jobs.getFirst().name();
    JobOptions options = jobs.getFirst().options();
    for (NewJob job : jobs) {
      if (!job.name().equals(name) || !job.options().equals(options)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a job goes to the end of the line under the next number. */
  private static boolean isPlain(NewJob job) {
    JobOptions options = job.options();
    return options.id().isEmpty()
        && options.delay().isZero()
        && options.priority() == 0
        && !options.lifo()
        && !isRelated(job);
  }

  /** Jobs that are alike, as {@code addAlike.lua} reads them. */
  static void writeAlike(List<NewJob> jobs, long now, Arguments arguments) {
    NewJob first = jobs.getFirst();
    arguments.add(first.name()).add(OptionsJson.write(first.options())).add(made(first, now));
    jobs.forEach(job -> arguments.addJson(job.data()));
  }

  /** The hash under that key of a job that has nothing special about it. */
  static Arguments hash(String key, NewJob job, String options, long now) {
    return new Arguments()
        .add(key)
        .add("name")
        .add(job.name())
        .add("data")
        .addJson(job.data())
        .add("opts")
        .add(options)
        .add("timestamp")
        .add(made(job, now))
        .add("delay")
        .add(0)
        .add("priority")
        .add(0);
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
    arguments
        .add(id)
        .add(job.name())
        .addJson(job.data())
        .add(OptionsJson.write(options))
        .add(made(job, now))
        .add(options.delay().toMillis())
        .add(options.priority());
  }

  private static long made(NewJob job, long now) {
    Instant made = job.options().timestamp();
    return made == null ? now : made.toEpochMilli();
  }

  private static String modes(Deduplication deduplication) {
    return (deduplication.extend() ? "e" : "")
        + (deduplication.replace() ? "r" : "")
        + (deduplication.keepLastIfActive() ? "k" : "")
        + (deduplication.reschedule() ? "s" : "");
  }
}
