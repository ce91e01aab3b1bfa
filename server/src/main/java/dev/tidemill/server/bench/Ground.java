package dev.tidemill.server.bench;

import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import dev.tidemill.server.cli.CommandFailed;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the benchmark takes place: a Redis, and queues in it that nobody else has.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Ground implements AutoCloseable {

  private static final String SCAN_STEP = "1000";

  private final RedisUri uri;
  private final String prefix;
  private final String stem = "bench-" + UUID.randomUUID().toString().substring(0, 8);
  private final RedisConnection control;
  private final IntSupplier stopped;
  private int queues;

  /**
   * Makes nothing yet.
   *
   * @param stopped the exit code once the user has asked for the end, 0 before
   */
  Ground(RedisUri uri, String prefix, IntSupplier stopped) {
    this.uri = uri;
    this.prefix = prefix;
    this.control = new RedisConnection(uri, "tidemill-bench");
    this.stopped = stopped;
  }

  /** A queue that there has not been before. */
  QueueOptions queue() {
    queues++;
    return new QueueOptions(uri, prefix, stem + "-" + queues);
  }

  /** What was asked of Redis before the measuring is not counted. */
  Stretch measure(Work work) throws InterruptedException {
    RedisCost before = RedisCost.of(control);
    long began = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Stretch(seconds, RedisCost.of(control).since(before));
  }

  /** What is measured. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  /**
   * Looked at now and then.
   *
   * @throws CommandFailed when the user has asked for the end
   */
  void goOn() {
    int code = stopped.getAsInt();
    if (code != 0) {
      throw new CommandFailed(code, "stopped; the queues of the benchmark are removed", null);
    }
  }

  /** Waits until the latch is open, or the user asks for the end. */
  void await(CountDownLatch latch) throws InterruptedException {
    while (!latch.await(100, TimeUnit.MILLISECONDS)) {
      goOn();
    }
  }

  /** A section of what Redis tells about itself. */
  String info(String section) {
    return control.call("INFO", section).text();
  }

  /** A field of a job as it is stored, or null. */
  @Nullable String field(QueueOptions queue, String id, String field) {
    Reply reply = control.call("HGET", queue.prefix() + ":" + queue.name() + ":" + id, field);
    return reply.isNull() ? null : reply.text();
  }

  /** Removes all queues there were, with all that is beside them. */
  void clear() {
    String ours = prefix + ":" + stem;
    control.call("EXISTS", ours); // a cluster sends this connection to the node that has them
    String pattern = "*" + ours.replaceAll("([\\\\*?\\[\\]])", "\\\\$1") + "*";
    String cursor = "0";
    do {
      List<Reply> step = control.call("SCAN", cursor, "MATCH", pattern, "COUNT", SCAN_STEP).list();
      String[] found = step.get(1).list().stream().map(Reply::text).toArray(String[]::new);
      if (found.length > 0) {
        control.call("UNLINK", found);
      }
      cursor = step.getFirst().text();
    } while (!cursor.equals("0"));
  }

  @Override
  public void close() {
    clear();
    control.close();
  }
}
