package dev.tidemill.queue;

import dev.tidemill.job.JobState;
import dev.tidemill.job.Metrics;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.CountStates;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ReadMetrics;
import dev.tidemill.wire.ScriptRunner;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Figures about a queue for those who watch over it: who works on it, and how much gets done.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class QueueFigures {

  private static final List<JobState> TOLD =
      List.of(
          JobState.ACTIVE,
          JobState.COMPLETED,
          JobState.DELAYED,
          JobState.FAILED,
          JobState.PRIORITIZED,
          JobState.WAITING,
          JobState.WAITING_CHILDREN);

  private final SharedConnection redis;
  private final QueueKeys keys;

  QueueFigures(SharedConnection redis, QueueKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /**
   * The workers of the queue that are connected now, of any client that names its connections as
   * BullMQ does; none where Redis takes no such name, as with a space in the prefix.
   *
   * @throws dev.tidemill.redis.RedisException when Redis does not let its clients be listed
   */
  public List<QueueWorker> workers() {
    String unnamed = keys.clientName("");
    String named = unnamed + ":w:";
    return clients(unnamed, name -> name.equals(unnamed) ? "" : after(named, name));
  }

  /** As {@link #workers()} for those that listen to the queue's events. */
  public List<QueueWorker> listeners() {
    String listener = keys.eventsClientName();
    return clients(listener, name -> name.equals(listener) ? "" : null);
  }

  /** Connections that are not named may be anybody's. */
  private List<QueueWorker> clients(String stem, Function<String, @Nullable String> belonging) {
    return stem.isEmpty()
        ? List.of()
        : ClientList.of(redis.call("CLIENT", "LIST").text(), belonging);
  }

  private static @Nullable String after(String stem, String name) {
    return name.startsWith(stem) ? name.substring(stem.length()) : null;
  }

  /**
   * When the job was added that is the next of those that wait without a priority; null when there
   * is none. One that was delayed or tried before has not waited all that time.
   */
  public @Nullable Instant oldestWaiting() {
    Reply next = redis.call("LINDEX", keys.waiting(), "-1");
    if (next.isNull()) {
      return null;
    }
    Reply added = redis.call("HGET", keys.job(next.text()), "timestamp");
    return added.isNull() ? null : Instant.ofEpochMilli(Long.parseLong(added.text()));
  }

  /** What a job has told of how far it is, as JSON; empty when it has told nothing. */
  public String progressOf(String id) {
    Reply told = redis.call("HGET", keys.job(id), "progress");
    return told.isNull() ? "" : told.text();
  }

  /** What workers counted of completed jobs, all minutes there are. */
  public Metrics completed() {
    return completed(0, -1);
  }

  /**
   * What workers counted of completed jobs.
   *
   * @param from the first minute, 0 for the newest
   * @param to the last minute, -1 for the oldest
   */
  public Metrics completed(long from, long to) {
    return ScriptRunner.run(new ReadMetrics(keys, true, from, to), redis);
  }

  /** What workers counted of jobs that failed for good, all minutes there are. */
  public Metrics failed() {
    return failed(0, -1);
  }

  /** As {@link #completed(long, long)} for jobs that failed for good. */
  public Metrics failed(long from, long to) {
    return ScriptRunner.run(new ReadMetrics(keys, false, from, to), redis);
  }

  /** As {@link #prometheus(Map)} without labels of the caller's. */
  public String prometheus() {
    return prometheus(Map.of());
  }

  /**
   * The queue's figures in Prometheus's text format, under BullMQ's names.
   *
   * @param labels put to each figure, in the map's order
   */
  public String prometheus(Map<String, String> labels) {
    StringJoiner text = new StringJoiner("\n");
    head(text, "bullmq_job_count", "Number of jobs in the queue by state", "gauge");
    ScriptRunner.run(new CountStates(keys, TOLD, null), redis)
        .forEach((state, count) -> text.add(jobCount(state, labels) + " " + count));
    head(text, "bullmq_job_completed_total", "Total number of completed jobs", "counter");
    text.add("bullmq_job_completed_total{" + labels("", labels) + "} " + completed(0, 0).count());
    head(text, "bullmq_job_failed_total", "Total number of failed jobs", "counter");
    text.add("bullmq_job_failed_total{" + labels("", labels) + "} " + failed(0, 0).count());
    return text.toString();
  }

  private static void head(StringJoiner text, String name, String help, String type) {
    text.add("# HELP " + name + " " + help);
    text.add("# TYPE " + name + " " + type);
  }

  private String jobCount(JobState state, Map<String, String> labels) {
    String name = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return "bullmq_job_count{" + labels(", state=\"" + name + "\"", labels) + "}";
  }

  private String labels(String own, Map<String, String> labels) {
    StringBuilder all = new StringBuilder("queue=\"").append(escaped(keys.queue())).append('"');
    all.append(own);
    labels.forEach(
        (name, value) ->
            all.append(", ").append(name).append("=\"").append(escaped(value)).append('"'));
    return all.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
