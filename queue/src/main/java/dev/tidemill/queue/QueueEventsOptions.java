package dev.tidemill.queue;

import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.TimeBound;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How {@link QueueEvents} listen.
 *
 * @param queue which queue
 * @param after the id of the last event that is known: they go on behind it. {@code 0} for all that
 *     the stream still holds, {@code $} for what is still to come
 * @param block how long one wait for events lasts before the next; longer than a tenth of a second
 *     and shorter than the network lets a silent connection live
 */
public record QueueEventsOptions(QueueOptions queue, String after, Duration block) {

  private static final Pattern ID = Pattern.compile("\\$|\\d+(-\\d+)?");

  /** Checks the options. */
  public QueueEventsOptions {
    if (!ID.matcher(after).matches()) {
      throw new InvalidOption(
          "after is '" + after + "': give the id of an event such as 1700000000000-0, 0 or $");
    }
    if (TimeBound.check("block", block).toMillis() < 100) {
      throw new InvalidOption("block is " + block + ": give at least 100 ms");
    }
  }

  /** What is still to come, with BullMQ's own wait of ten seconds. */
  public static QueueEventsOptions of(QueueOptions queue) {
    return new QueueEventsOptions(queue, "$", Duration.ofSeconds(10));
  }

  /** The same behind another event. */
  public QueueEventsOptions after(String id) {
    return new QueueEventsOptions(queue, id, block);
  }

  /** The same with another wait. */
  public QueueEventsOptions block(Duration value) {
    return new QueueEventsOptions(queue, after, value);
  }
}
