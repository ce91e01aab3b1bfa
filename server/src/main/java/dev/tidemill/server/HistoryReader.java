package dev.tidemill.server;

import dev.tidemill.pool.store.HistoryEntry;
import dev.tidemill.pool.store.HistoryStore;
import dev.tidemill.pool.store.Resume;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.server.sse.Past;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Reads the pool's history on a connection of its own, for it waits there; not before Redis has
 * told its version, which is shown beside.
 */
final class HistoryReader implements Past, AutoCloseable {

  private final RedisPlace redis;
  private final RedisConnection own;
  private final HistoryStore store;

  HistoryReader(RedisPlace redis, HistoryStore store) {
    this.redis = redis;
    this.own = new RedisConnection(redis.uri(), "tidemill-history");
    this.store = store;
  }

  @Override
  public List<Moment> after(String id, Duration wait) {
    if (!redis.isThere()) {
      redis.look();
    }
    return moments(store.follow(own, id.isEmpty() ? "0-0" : id, wait));
  }

  @Override
  public List<Moment> page(String id, int most) {
    List<HistoryEntry> entries = store.read(id, most);
    // Looked for after the reading: the eldest go first, so nothing after it was gone by then.
    return store.resume(id) == Resume.KNOWN ? moments(entries) : List.of();
  }

  private static List<Moment> moments(List<HistoryEntry> entries) {
    return entries.stream()
        .map(e -> new Moment(e.id(), e.kind().name().toLowerCase(Locale.ROOT), e.json()))
        .toList();
  }

  @Override
  public void close() {
    own.close();
  }
}
