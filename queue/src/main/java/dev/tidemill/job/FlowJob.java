package dev.tidemill.job;

import dev.tidemill.input.InvalidOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job before it is added, with the jobs that must have finished before it starts: its children,
 * which may have children of their own, in this queue or in others.
 *
 * @param queue the name of the queue that it goes to
 * @param prefix of that queue, or null for that of the producer
 * @param name what kind of job it is
 * @param data the payload as JSON text; stored byte for byte
 * @param options how it is to be treated; only the outermost job may name a parent
 * @param children what it waits for; without any it is a job like others
 */
public record FlowJob(
    String queue,
    @Nullable String prefix,
    String name,
    String data,
    JobOptions options,
    List<FlowJob> children) {

  /** Checks what would leave a flow stuck, and keeps its own copy of the children. */
  public FlowJob {
    children = List.copyOf(children);
    if (!children.isEmpty() && options.deduplication() != null) {
      throw new InvalidOption(
          "flow job '%s' has children and cannot be deduplicated: its children must know its id. Leave deduplication '%s' out"
              .formatted(name, options.deduplication().id()));
    }
    for (FlowJob child : children) {
      if (child.options.parent() != null) {
        throw new InvalidOption(
            "flow job '%s' is a child of '%s' and names %s as its parent: leave that out"
                .formatted(child.name, name, child.options.parent().key()));
      }
      if (child.options.deduplication() != null) {
        throw new InvalidOption(
            "flow job '%s' is a child of '%s' and cannot be deduplicated: its parent would wait for another job. Leave deduplication '%s' out"
                .formatted(child.name, name, child.options.deduplication().id()));
      }
    }
  }

  /** A job for that queue, with the options that most have and no children. */
  public static FlowJob of(String queue, String name, String data) {
    return new FlowJob(queue, null, name, data, JobOptions.defaults(), List.of());
  }

  /** A job as it could be added to that queue alone, without children. */
  public static FlowJob of(String queue, NewJob job) {
    return new FlowJob(queue, null, job.name(), job.data(), job.options(), List.of());
  }

  /** The same job for a queue under that prefix. */
  public FlowJob under(String otherPrefix) {
    return new FlowJob(queue, otherPrefix, name, data, options, children);
  }

  /** The same job with these options. */
  public FlowJob with(JobOptions otherOptions) {
    return new FlowJob(queue, prefix, name, data, otherOptions, children);
  }

  /**
   * The same flow with options, by the names of the queues, for those of its jobs that have none of
   * their own.
   */
  public FlowJob withDefaults(Map<String, JobOptions> byQueue) {
    List<FlowJob> filled = children.stream().map(child -> child.withDefaults(byQueue)).toList();
    boolean bare = options.equals(JobOptions.defaults());
    JobOptions filling = bare ? byQueue.getOrDefault(queue, options) : options;
    return new FlowJob(queue, prefix, name, data, filling, filled);
  }

  /** The same job waiting for these. */
  public FlowJob waitingFor(FlowJob... otherChildren) {
    return waitingFor(List.of(otherChildren));
  }

  /** The same job waiting for these. */
  public FlowJob waitingFor(List<FlowJob> otherChildren) {
    return new FlowJob(queue, prefix, name, data, options, otherChildren);
  }
}
