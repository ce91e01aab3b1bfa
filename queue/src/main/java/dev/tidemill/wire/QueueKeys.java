package dev.tidemill.wire;

import dev.tidemill.input.InvalidName;
import dev.tidemill.job.JobRef;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The names of a queue's keys (protocol 1.1); those of our own have two more segments, so that no
 * client takes them for a job.
 *
 * @param prefix of all queues that belong together
 * @param queue the queue's name, without a colon
 */
public record QueueKeys(String prefix, String queue) {

  /** Those of the queue that a job is in. */
  public static QueueKeys of(JobRef job) {
    int colon = job.queue().lastIndexOf(':');
    return new QueueKeys(job.queue().substring(0, colon), job.queue().substring(colon + 1));
  }

  /** Checks the names. */
  public QueueKeys {
    if (queue.isEmpty() || queue.indexOf(':') >= 0) {
      throw new InvalidName(
          "queue name '" + queue + "' cannot be used: give a name without a colon");
    }
    if (prefix.isEmpty()) {
      throw new InvalidName("queue prefix is empty: give one, BullMQ's own is 'bull'");
    }
  }

  /** What the name of every key of the queue begins with. */
  public String stem() {
    return prefix + ":" + queue + ":";
  }

  /** The queue as messages call it, with its prefix. */
  public String called() {
    return prefix + ":" + queue;
  }

  /** HASH: what holds for the queue as a whole. */
  public String meta() {
    return stem() + "meta";
  }

  /** LIST: ids in line, pushed left, taken right. */
  public String waiting() {
    return stem() + "wait";
  }

  /** LIST: ids that a version 5 client parked while the queue was paused. */
  public String paused() {
    return stem() + "paused";
  }

  /** LIST: ids that a worker has. */
  public String active() {
    return stem() + "active";
  }

  /** ZSET: ids by due time. */
  public String delayed() {
    return stem() + "delayed";
  }

  /** ZSET: ids by priority. */
  public String prioritized() {
    return stem() + "prioritized";
  }

  /** ZSET: parents by the time they began to wait. */
  public String waitingChildren() {
    return stem() + "waiting-children";
  }

  /** ZSET: ids by the time they finished. */
  public String completed() {
    return stem() + "completed";
  }

  /** ZSET: ids by the time they failed for good. */
  public String failed() {
    return stem() + "failed";
  }

  /** SET: ids that were active at the last sweep. */
  public String stalled() {
    return stem() + "stalled";
  }

  /** ZSET: tells idle workers that there may be something to take. */
  public String marker() {
    return stem() + "marker";
  }

  /** STRING: how many jobs have started in the present window of a rate limit. */
  public String limiter() {
    return stem() + "limiter";
  }

  /** STREAM: what happened in the queue. */
  public String events() {
    return stem() + "events";
  }

  /** ZSET: ids of schedulers by the time of their next job. */
  public String repeat() {
    return stem() + "repeat";
  }

  /** HASH: the scheduler of that id. */
  public String scheduler(String id) {
    return repeat() + ":" + id;
  }

  /** HASH: the job of that id. */
  public String job(String id) {
    return stem() + id;
  }

  /** STRING: the id of the job that owns a deduplication id. */
  public String deduplication(String id) {
    return stem() + "de:" + id;
  }

  /**
   * Under which name the connection that waits at the marker is known, so that others list it
   * (protocol 1.6). A worker's name that Redis would not take is left out; empty when it would not
   * take the prefix either.
   *
   * @param worker the worker's own name, or empty
   */
  public String clientName(String worker) {
    byte[] name = queue.getBytes(StandardCharsets.UTF_8);
    String unnamed = prefix + ":" + Base64.getEncoder().encodeToString(name);
    String full = worker.isEmpty() ? unnamed : unnamed + ":w:" + worker;
    return isPlain(full) ? full : isPlain(unnamed) ? unnamed : "";
  }

  private static boolean isPlain(String name) {
    return name.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  /** Under which name the connection that reads the events is known; empty as the worker's. */
  public String eventsClientName() {
    String unnamed = clientName("");
    return unnamed.isEmpty() ? "" : unnamed + ":qe";
  }

  /** A key of our own in the queue's slot. */
  public String own(String name) {
    return stem() + "tidemill:" + name;
  }

  /** HASH: our ledger beside the queue. */
  public String ledger() {
    return own("ledger");
  }
}
