package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.PoolView;
import dev.tidemill.server.http.Access;
import dev.tidemill.server.http.Front;
import dev.tidemill.server.http.HttpServer;
import dev.tidemill.server.http.Ports;
import dev.tidemill.server.sse.Past;
import dev.tidemill.server.sse.Scene;
import dev.tidemill.server.sse.SseHub;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever comes back to a server that has just been started and does not know its past yet. */
@ExtendWith(RedisExtension.class)
class EarlyStreamTest {

  private static final String LAST = "3-0";

  private final CountDownLatch known = new CountDownLatch(1);

  @Test
  void whoComesBackEarlyWaitsAndIsToldWhatItMissedAndNoMore(TestRedis redis) throws Exception {
    List<Http.Event> seen = new ArrayList<>();
    try (Served served = Served.on(redis);
        SseHub hub =
            new SseHub(new ThreeTurns(known), new Present(served), InstantSource.system());
        HttpServer server =
            HttpServer.start(
                Ports.bind("127.0.0.1", 0),
                Access.OPEN,
                Front.NONE,
                served.server().api().routes(),
                hub)) {
      hub.start();
      var listening =
          new FutureTask<>(
              () -> {
                Http.to(server.port()).listen("1-0", seen, () -> hasLast(seen));
                return seen;
              });
      Thread.ofPlatform().daemon().start(listening);
      Awaitility.await().until(() -> hub.viewers() == 1);

      known.countDown();

      assertThat(listening.get())
          .filteredOn(event -> !event.id().isEmpty() || event.name().equals("snapshot"))
          .extracting(Http.Event::id)
          .containsExactly("2-0", LAST);
    }
  }

  private static boolean hasLast(List<Http.Event> seen) {
    return seen.getLast().id().equals(LAST);
  }

  /** A history of three turns, told late. */
  private record ThreeTurns(CountDownLatch known) implements Past {

    @Override
    public List<Moment> after(String id, Duration wait) {
      try {
        known.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return List.of("1-0", "2-0", LAST).stream()
          .filter(one -> one.compareTo(id) > 0)
          .map(one -> new Moment(one, "turn", "{\"worker\":\"w01\"}"))
          .toList();
    }

    @Override
    public List<Moment> page(String id, int most) {
      return List.of();
    }
  }

  private record Present(Served served) implements Scene {

    @Override
    public PoolView view() {
      return served.mill().pool().view();
    }

    @Override
    public RedisFacts redis() {
      return new RedisFacts("here", "7");
    }

    @Override
    public ServerFacts server() {
      return new ServerFacts("1", false);
    }
  }
}
