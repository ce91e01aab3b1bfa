package dev.tidemill.job;

import dev.tidemill.input.InvalidOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a job is to be treated; given when it is added.
 *
 * @param id the job's own id, or empty for the next number; an id that exists adds nothing, and one
 *     that a key of the queue may have, such as {@code wait}, is refused when it is added
 * @param delay how long it waits before it may start; zero for none
 * @param priority 0 for none, otherwise 1 (soonest) to {@value #LOWEST_PRIORITY}
 * @param lifo whether it goes before those that wait already
 * @param attempts how often it is tried in all; 0 and 1 mean once
 * @param backoff the wait between attempts; null for none
 * @param removeOnComplete what stays of it once completed; null leaves that to the worker
 * @param removeOnFail what stays of it once failed for good; null leaves that to the worker
 * @param timestamp when it was made; null for now
 * @param limits bounds on what it may take up
 * @param deduplication what becomes of further jobs like it; null for nothing special
 * @param parent the job that it is a child of; null for none
 * @param onFailure what its failure means for its parent
 * @param trace what ties it to the adder's trace; null for nothing
 * @param more further options by name, each as JSON text, for other clients of the queue
 */
public record JobOptions(
    String id,
    Duration delay,
    int priority,
    boolean lifo,
    int attempts,
    @Nullable Backoff backoff,
    @Nullable Keep removeOnComplete,
    @Nullable Keep removeOnFail,
    @Nullable Instant timestamp,
    JobLimits limits,
    @Nullable Deduplication deduplication,
    @Nullable JobRef parent,
    ChildFailure onFailure,
    @Nullable TraceContext trace,
    Map<String, String> more) {

  /** The largest number a priority may have. */
  public static final int LOWEST_PRIORITY = 2_097_151;

  private static final JobOptions DEFAULTS = builder().build();

  /** Checks every option. */
  public JobOptions {
    CustomId.check(id);
    TimeBound.check("delay", delay);
    TimeBound.check("timestamp", timestamp);
    if (delay.isNegative()) {
      throw new InvalidOption("delay is " + delay + ": give zero or more");
    }
    if (priority < 0 || priority > LOWEST_PRIORITY) {
      throw new InvalidOption(
          "priority is " + priority + ": give 0 for none or 1 to " + LOWEST_PRIORITY);
    }
    if (attempts < 0) {
      throw new InvalidOption("attempts is " + attempts + ": give 1 or more");
    }
    if (deduplication != null && parent != null) {
      throw new InvalidOption(
          "deduplication '%s' cannot be used for a child of %s: give one or the other"
              .formatted(deduplication.id(), parent.key()));
    }
    more = MoreOptions.checked(more);
  }

  /** No id of its own, no delay, no priority, one attempt. */
  public static JobOptions defaults() {
    return DEFAULTS;
  }

  /** A builder that starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts from these. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Collects options; see {@link JobOptions} for what each means. Not thread-safe. */
  public static final class Builder {

    private String id = "";
    private Duration delay = Duration.ZERO;
    private int priority;
    private boolean lifo;
    private int attempts;
    private @Nullable Backoff backoff;
    private @Nullable Keep removeOnComplete;
    private @Nullable Keep removeOnFail;
    private @Nullable Instant timestamp;
    private JobLimits limits = JobLimits.none();
    private @Nullable Deduplication deduplication;
    private @Nullable JobRef parent;
    private ChildFailure onFailure = ChildFailure.PARENT_WAITS;
    private @Nullable TraceContext trace;
    private Map<String, String> more = Map.of();

    Builder() {}

    Builder(JobOptions from) {
      id = from.id();
      delay = from.delay();
      priority = from.priority();
      lifo = from.lifo();
      attempts = from.attempts();
      backoff = from.backoff();
      removeOnComplete = from.removeOnComplete();
      removeOnFail = from.removeOnFail();
      timestamp = from.timestamp();
      limits = from.limits();
      deduplication = from.deduplication();
      parent = from.parent();
      onFailure = from.onFailure();
      trace = from.trace();
      more = from.more();
    }

    /** Sets the job's own id. */
    public Builder id(String value) {
      id = value;
      return this;
    }

    /** Sets how long the job waits before it may start. */
    public Builder delay(Duration value) {
      delay = value;
      return this;
    }

    /** Sets the priority. */
    public Builder priority(int value) {
      priority = value;
      return this;
    }

    /** Sets whether the job goes before those that wait already. */
    public Builder lifo(boolean value) {
      lifo = value;
      return this;
    }

    /** Sets how often the job is tried in all. */
    public Builder attempts(int value) {
      attempts = value;
      return this;
    }

    /** Sets the wait between attempts. */
    public Builder backoff(@Nullable Backoff value) {
      backoff = value;
      return this;
    }

    /** Sets what stays of the job once it has completed. */
    public Builder removeOnComplete(@Nullable Keep value) {
      removeOnComplete = value;
      return this;
    }

    /** Sets what stays of the job once it has failed for good. */
    public Builder removeOnFail(@Nullable Keep value) {
      removeOnFail = value;
      return this;
    }

    /** Sets when the job was made. */
    public Builder timestamp(@Nullable Instant value) {
      timestamp = value;
      return this;
    }

    /** Sets bounds on what the job may take up. */
    public Builder limits(JobLimits value) {
      limits = value;
      return this;
    }

    /** Sets what becomes of further jobs like it. */
    public Builder deduplication(@Nullable Deduplication value) {
      deduplication = value;
      return this;
    }

    /** Sets the job that it is a child of. */
    public Builder parent(@Nullable JobRef value) {
      parent = value;
      return this;
    }

    /** Sets what its failure means for its parent. */
    public Builder onFailure(ChildFailure value) {
      onFailure = value;
      return this;
    }

    /** Sets what ties it to the adder's trace. */
    public Builder trace(@Nullable TraceContext value) {
      trace = value;
      return this;
    }

    /** Sets further options by name, each as JSON text. */
    public Builder more(Map<String, String> value) {
      more = value;
      return this;
    }

    /**
     * The options collected.
     *
     * @throws dev.tidemill.input.InvalidInput when one cannot be used; the message says why
     */
    public JobOptions build() {
      return new JobOptions(
          id,
          delay,
          priority,
          lifo,
          attempts,
          backoff,
          removeOnComplete,
          removeOnFail,
          timestamp,
          limits,
          deduplication,
          parent,
          onFailure,
          trace,
          more);
    }
  }
}
