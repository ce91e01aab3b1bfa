package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.TestRedis;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a test of the routes stands on: a Redis of its own, a server with its pool on it, a client
 * for that, and a queue {@code mails} beside the pool's.
 */
final class Site implements AutoCloseable {

  private final TestRedis redis;
  private final Served served;
  private @Nullable Queue mails;

  private Site(TestRedis redis, Served served) {
    this.redis = redis;
    this.served = served;
  }

  static Site on(TestRedis redis) {
    return new Site(redis, Served.on(redis));
  }

  TestRedis redis() {
    return redis;
  }

  Served served() {
    return served;
  }

  Http http() {
    return served.http();
  }

  /** There once a test asks for it. */
  Queue mails() {
    Queue open = mails;
    if (open == null) {
      open = Queue.open(QueueOptions.of(redis.uri(), "mails"));
      mails = open;
    }
    return open;
  }

  /** What is answered at a path, which must be there. */
  String body(String path) {
    HttpResponse<String> answer = http().get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Override
  public void close() {
    if (mails != null) {
      mails.close();
    }
    served.close();
  }
}
