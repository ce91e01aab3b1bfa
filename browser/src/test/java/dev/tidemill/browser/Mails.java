package dev.tidemill.browser;

import dev.tidemill.job.NewJob;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A queue with jobs as a screen is to show them. */
final class Mails implements AutoCloseable {

  static final String NAME = "mails";

  private final TestRedis redis;
  private final Queue queue;

  Mails(TestRedis redis) {
    this.redis = redis;
    this.queue = Queue.open(QueueOptions.of(redis.uri(), NAME));
  }

  Queue queue() {
    return queue;
  }

  /** Empties Redis and adds so many; their ids begin at 1. */
  List<String> add(int count) {
    redis.flush();
    return queue.addAll(
        IntStream.range(0, count)
            .mapToObj(n -> NewJob.of("mail", "{\"user\":{\"id\":" + n + "}}"))
            .toList());
  }

  /** So many that have failed, every tenth for want of time. */
  void fail(int count) {
    List<String> ids = add(count);
    redis.call("DEL", "bull:mails:wait");
    List<String> scored = new ArrayList<>(List.of("bull:mails:failed"));
    for (int n = 0; n < count; n++) {
      String id = ids.get(n);
      String reason = n % 10 == 0 ? "Connect Timeout" : "boom";
      scored.addAll(List.of(Integer.toString(1000 + n), id));
      String trace =
          "[\"Error: "
              + reason
              + "\\n    at deliver (mailer.js:27:49)\\n    at process (w.js:5:1)\"]";
      redis.call(
          "HSET", "bull:mails:" + id, "failedReason", reason, "stacktrace", trace, "atm", "1");
    }
    redis.call("ZADD", scored.toArray(String[]::new));
  }

  @Override
  public void close() {
    queue.close();
  }
}
