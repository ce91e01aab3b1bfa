package dev.tidemill.job;

import dev.tidemill.input.InvalidName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which job, in which queue: as a parent is named by its children.
 *
 * @param queue the queue with its prefix, as in {@code bull:mail}
 * @param id the job's id
 */
public record JobRef(String queue, String id) {

  /** Jobs that a scheduler made have colons in their ids. */
  private static final Pattern SCHEDULED = Pattern.compile("(.+?:[^:]+):(repeat:.+:\\d+)");

  /** Checks that both are there. */
  public JobRef {
    if (queue.indexOf(':') < 1 || queue.endsWith(":")) {
      throw new InvalidName(
          "queue '" + queue + "' cannot be referred to: give prefix and name, as in bull:mail");
    }
    if (id.isEmpty()) {
      throw new InvalidName("job id is empty: give the id of a job in " + queue);
    }
  }

  /** The job of that key; its id is what follows the last colon, unless a scheduler made it. */
  public static JobRef ofKey(String key) {
    Matcher scheduled = SCHEDULED.matcher(key);
    if (scheduled.matches()) {
      return new JobRef(scheduled.group(1), scheduled.group(2));
    }
    int colon = key.lastIndexOf(':');
    return new JobRef(key.substring(0, Math.max(0, colon)), key.substring(colon + 1));
  }

  /** The name of the key that holds the job. */
  public String key() {
    return queue + ":" + id;
  }

  /** The prefix of the queue. */
  public String prefix() {
    return queue.substring(0, queue.lastIndexOf(':'));
  }

  /** The name of the queue without its prefix. */
  public String queueName() {
    return queue.substring(queue.lastIndexOf(':') + 1);
  }
}
