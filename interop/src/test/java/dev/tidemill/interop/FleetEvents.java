package dev.tidemill.interop;

import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.Reply;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads the events of the fleet's queue as they come, and counts anew from them.
 *
 * <p><b>Threading:</b> one thread of its own reads; the counts can be asked for from any.
 */
final class FleetEvents implements AutoCloseable {

  private static final String START = "0-0";

  private final RedisConnection redis;
  private final String stream;
  private final Set<String> added = new HashSet<>(); // guarded by this, as all below
  private final Set<String> completed = new HashSet<>();
  private final Set<String> failed = new HashSet<>();
  private int endedTwice;
  private int gaps;
  private volatile String last = START;
  private volatile boolean closed;
  private final Thread reader = Thread.ofPlatform().name("fleet-events").unstarted(this::follow);

  FleetEvents(QueueOptions queue) {
    this.redis = new RedisConnection(queue.redis(), "");
    this.stream = queue.prefix() + ":" + queue.name() + ":events";
  }

  FleetEvents start() {
    reader.start();
    return this;
  }

  private void follow() {
    while (!closed) {
      List<Reply> page = next();
      String before = last;
      for (Reply entry : page) {
        last = entry.list().getFirst().text();
        count(entry.list().get(1).fields());
      }
      if (!page.isEmpty() && !isThere(before)) {
        noteGap();
      }
    }
  }

  private synchronized void noteGap() {
    gaps++;
  }

  private List<Reply> next() {
    Duration limit = Duration.ofSeconds(30);
    Reply answer =
        redis.callBlocking(
            limit, "XREAD", "COUNT", "2000", "BLOCK", "200", "STREAMS", stream, last);
    return answer.isNull() ? List.of() : answer.list().getFirst().list().get(1).list();
  }

  /** Whether the stream still begins at an event or before: then nothing after it was trimmed. */
  private boolean isThere(String id) {
    return id.equals(START)
        || !redis.call("XRANGE", stream, "-", id, "COUNT", "1").list().isEmpty();
  }

  private synchronized void count(Map<String, String> event) {
    String id = event.getOrDefault("jobId", "");
    switch (Objects.requireNonNull(event.get("event"))) {
      case "added" -> added.add(id);
      case "completed" -> end(id, completed);
      case "failed" -> end(id, failed);
      default -> {}
    }
  }

  private void end(String id, Set<String> how) {
    if (completed.contains(id) || failed.contains(id)) {
      endedTwice++;
    }
    how.add(id);
  }

  synchronized int ended() {
    return completed.size() + failed.size();
  }

  synchronized List<Integer> counts() {
    return List.of(added.size(), completed.size(), failed.size());
  }

  synchronized int endedTwice() {
    return endedTwice;
  }

  /** The id of the last event read. */
  String last() {
    return last;
  }

  /** How often it cannot be said that nothing was trimmed before it was read. */
  synchronized int gaps() {
    return gaps;
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    reader.join();
    redis.close();
  }
}
