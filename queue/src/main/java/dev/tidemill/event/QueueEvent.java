package dev.tidemill.event;

import java.util.Map;

/**
 * What happened in a queue, whoever did it: an entry of the stream that every client of BullMQ
 * writes to.
 *
 * <p>Each has the place in the stream where it stands, from which a reader may go on later. Texts
 * are as they stand there; one that is missing is empty.
 */
public sealed interface QueueEvent {

  /** The entry's id in the stream, such as {@code 1700000000000-0}. */
  String at();

  /** An event about one job. */
  sealed interface OfJob extends QueueEvent {
    /** The job's id. */
    String jobId();
  }

  /** A job was stored. */
  record Added(String at, String jobId, String name) implements OfJob {}

  /**
   * A job stands in line.
   *
   * @param prev the state it came from, empty for a new one
   */
  record Waiting(String at, String jobId, String prev) implements OfJob {}

  /**
   * A job waits for its time.
   *
   * @param due when that is, in Unix milliseconds
   */
  record Delayed(String at, String jobId, long due) implements OfJob {}

  /**
   * A parent waits for its children.
   *
   * @param prev the state it came from, empty for a new one
   */
  record WaitingChildren(String at, String jobId, String prev) implements OfJob {}

  /** A worker has taken a job. */
  record Active(String at, String jobId, String prev) implements OfJob {}

  /**
   * A handler told how far it is.
   *
   * @param data as JSON text
   */
  record Progress(String at, String jobId, String data) implements OfJob {}

  /**
   * A job has completed.
   *
   * @param returnValue as JSON text
   */
  record Completed(String at, String jobId, String returnValue, String prev) implements OfJob {}

  /** A job has failed for good. */
  record Failed(String at, String jobId, String reason, String prev) implements OfJob {}

  /** A job has failed for good because all its attempts were used. */
  record RetriesExhausted(String at, String jobId, long attemptsMade) implements OfJob {}

  /** A job whose worker had gone silent was put back in line. */
  record Stalled(String at, String jobId) implements OfJob {}

  /**
   * A job was removed by hand.
   *
   * @param prev the key it was in: {@code wait}, {@code active} and so on
   */
  record Removed(String at, String jobId, String prev) implements OfJob {}

  /** A job was added whose id exists: nothing was stored. */
  record Duplicated(String at, String jobId) implements OfJob {}

  /**
   * A job was added that another makes superfluous.
   *
   * @param jobId the job that stays
   * @param deduplicationId what the two have in common
   * @param deduplicatedJobId the job that was dropped
   */
  record Deduplicated(String at, String jobId, String deduplicationId, String deduplicatedJobId)
      implements OfJob {}

  /** A job ended and left nothing to do. */
  record Drained(String at) implements QueueEvent {}

  /** The queue was paused. */
  record Paused(String at) implements QueueEvent {}

  /** The queue was resumed. */
  record Resumed(String at) implements QueueEvent {}

  /** Jobs were removed for their age. */
  record Cleaned(String at, long count) implements QueueEvent {}

  /**
   * An event of a user's own, or one that this version does not know.
   *
   * @param name under which it was published
   * @param fields all that came with it
   */
  record Custom(String at, String name, Map<String, String> fields) implements QueueEvent {
    /** Keeps its own copy of the fields. */
    public Custom {
      fields = Map.copyOf(fields);
    }
  }
}
