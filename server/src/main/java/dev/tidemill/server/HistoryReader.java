package dev.tidemill.server;

import dev.tidemill.pool.store.HistoryStore;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.server.sse.Past;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Reads the pool's history on a connection of its own, for it waits there. */
final class HistoryReader implements Past, AutoCloseable {

  private final RedisConnection own;
  private final HistoryStore store;

  HistoryReader(RedisUri redis, HistoryStore store) {
    this.own = new RedisConnection(redis, "tidemill-history");
    this.store = store;
  }

  @Override
  public List<Moment> after(String id, Duration wait) {
    return store.follow(own, id.isEmpty() ? "0-0" : id, wait).stream()
        .map(e -> new Moment(e.id(), e.kind().name().toLowerCase(Locale.ROOT), e.json()))
        .toList();
  }

  @Override
  public void close() {
    own.close();
  }
}
