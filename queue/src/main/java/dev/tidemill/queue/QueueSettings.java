package dev.tidemill.queue;

import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.TimeBound;
import dev.tidemill.redis.SharedConnection;
import java.time.Duration;

/**
 * What a queue is opened with besides its name.
 *
 * @param jobDefaults for jobs, and templates of schedulers, that bring no options of their own:
 *     whose options are {@link JobOptions#defaults()}. They are taken as a whole, not one by one
 * @param maxLenEvents about how many events the stream of the queue keeps; 0 for what the queue
 *     says itself, 10 000 when it is new
 * @param signs whether the queue tells, in its meta, that it is there and of which format; tools
 *     that look for queues need it
 * @param pauseMode where jobs wait while the queue is paused
 * @param patience how long a call waits until those before it are answered; then it fails with
 *     {@link dev.tidemill.redis.ConnectionLost} and was not sent
 */
public record QueueSettings(
    JobOptions jobDefaults,
    long maxLenEvents,
    boolean signs,
    PauseMode pauseMode,
    Duration patience) {

  private static final QueueSettings DEFAULTS =
      new QueueSettings(JobOptions.defaults(), 0, true, PauseMode.UNCHANGED, SharedConnection.ANY);

  /** Checks the bounds. */
  public QueueSettings {
    if (maxLenEvents < 0) {
      throw new InvalidOption(
          "maxLenEvents is " + maxLenEvents + ": give a number of events, or 0 to leave it");
    }
    checkPatience(patience);
  }

  static Duration checkPatience(Duration patience) {
    if (TimeBound.check("patience", patience).isNegative()) {
      throw new InvalidOption("patience is " + patience + ": give zero or more");
    }
    return patience;
  }

  /** A job's options, or the queue's own where it brings none. */
  JobOptions orDefaults(JobOptions options) {
    return options.equals(JobOptions.defaults()) ? jobDefaults : options;
  }

  /** The same job with {@link #orDefaults}. */
  NewJob filled(NewJob job) {
    JobOptions filling = orDefaults(job.options());
    return filling.equals(job.options()) ? job : new NewJob(job.name(), job.data(), filling);
  }

  /** No defaults for jobs, about 10 000 events, signed. */
  public static QueueSettings defaults() {
    return DEFAULTS;
  }

  /** The same with options for jobs that are added without. */
  public QueueSettings jobDefaults(JobOptions options) {
    return new QueueSettings(options, maxLenEvents, signs, pauseMode, patience);
  }

  /** The same with another length of the stream of events. */
  public QueueSettings maxLenEvents(long length) {
    return new QueueSettings(jobDefaults, length, signs, pauseMode, patience);
  }

  /** The same with another place for jobs to wait in while the queue is paused. */
  public QueueSettings pauseMode(PauseMode mode) {
    return new QueueSettings(jobDefaults, maxLenEvents, signs, mode, patience);
  }

  /** The same without a word in the queue's meta, as BullMQ's {@code skipMetasUpdate}. */
  public QueueSettings unsigned() {
    return new QueueSettings(jobDefaults, maxLenEvents, false, pauseMode, patience);
  }

  /** The same for callers who do not wait longer for their turn; single adds travel together. */
  public QueueSettings patience(Duration most) {
    return new QueueSettings(jobDefaults, maxLenEvents, signs, pauseMode, most);
  }
}
