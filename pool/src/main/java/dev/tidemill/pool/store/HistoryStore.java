package dev.tidemill.pool.store;

import dev.tidemill.pool.store.HistoryEntry.Draft;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in a pool during the last hour: a stream in Redis that feeds charts and streams
 * of events.
 *
 * <p>It never has more than 100 100 entries. At any speed a pool writes at most 90 000 an hour: 20
 * of its workers a second, four steps and one sample; they take less than 16 MiB of Redis. They
 * stay for an hour and {@link #TOLD_AGAIN}, so that of each worker an entry lies before that hour.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class HistoryStore {

  /** After so long the role of a worker is written down again. */
  public static final Duration TOLD_AGAIN = Duration.ofMinutes(1);

  private static final Duration AGE = Duration.ofHours(1).plus(TOLD_AGAIN);
  private static final int MOST = 100_000;
  private static final Duration SAMPLE_GAP = Duration.ofMillis(800);
  private static final String ID = "\\d{1,16}-\\d{1,16}";

  private final SharedConnection connection;
  private final PoolKeys keys;
  private final int most;

  /** Works on a connection that others may share; closes nothing. */
  public HistoryStore(SharedConnection connection, PoolKeys keys) {
    this(connection, keys, MOST);
  }

  HistoryStore(SharedConnection connection, PoolKeys keys, int most) {
    this.connection = connection;
    this.keys = keys;
    this.most = most;
  }

  /** Writes entries down in their order; the oldest go when there are too many. */
  public void append(List<Draft> drafts) {
    if (!drafts.isEmpty()) {
      write(null, drafts);
    }
  }

  /**
   * Writes entries down and then a sample, unless another process has written one less than a
   * second ago; answers whether this one was the first.
   */
  public boolean sample(List<Draft> drafts, String sampleJson) {
    return write(sampleJson, drafts);
  }

  private boolean write(@Nullable String sample, List<Draft> drafts) {
    Arguments arguments =
        new Arguments()
            .add(sample == null ? "" : sample)
            .add(SAMPLE_GAP.toMillis())
            .add(most)
            .add(AGE.toMillis());
    for (Draft draft : drafts) {
      arguments.add(draft.kind().name().toLowerCase(Locale.ROOT)).add(draft.json());
    }
    List<String> both = List.of(keys.history(), keys.sampled());
    return connection.run(StoreScript.APPEND_HISTORY, both, arguments).number() == 1;
  }

  /**
   * The entries after that one, oldest first.
   *
   * @param afterId the id of an entry; {@code 0-0} for all
   * @param count no more than so many
   */
  public List<HistoryEntry> read(String afterId, int count) {
    return entries(
        connection.call(
            "XRANGE", keys.history(), "(" + afterId, "+", "COUNT", Integer.toString(count)));
  }

  /** The entries written since that moment by the clock of Redis, oldest first. */
  public List<HistoryEntry> since(long fromMs) {
    return entries(connection.call("XRANGE", keys.history(), Long.toString(fromMs), "+"));
  }

  /** The entries of the last so many minutes by the clock of Redis, oldest first. */
  public List<HistoryEntry> last(Duration span) {
    List<Reply> time = connection.call("TIME").list();
    return since(time.getFirst().number() * 1000 - span.toMillis());
  }

  /**
   * Waits for entries after that one.
   *
   * @param own a connection that nobody else uses meanwhile
   * @param afterId the id of an entry; {@code 0-0} for all
   * @param patience how long to wait at most, above zero
   * @return the entries, oldest first; empty when there were none in time
   */
  public List<HistoryEntry> follow(RedisConnection own, String afterId, Duration patience) {
    Reply reply =
        own.callBlocking(
            patience.plusSeconds(5),
            "XREAD",
            "COUNT",
            "1000",
            "BLOCK",
            Long.toString(patience.toMillis()),
            "STREAMS",
            keys.history(),
            afterId);
    List<Reply> streams = reply.list();
    return streams.isEmpty() ? List.of() : entries(streams.getFirst().list().get(1));
  }

  /** The id of the newest entry; {@code 0-0} when there is none. */
  public String newestId() {
    return id(connection.call("XREVRANGE", keys.history(), "+", "-", "COUNT", "1"));
  }

  /** The id of the oldest entry that is left; {@code 0-0} when there is none. */
  public String oldestId() {
    return id(connection.call("XRANGE", keys.history(), "-", "+", "COUNT", "1"));
  }

  private static String id(Reply reply) {
    List<Reply> entries = reply.list();
    return entries.isEmpty() ? "0-0" : entries.getFirst().list().getFirst().text();
  }

  /** Whether a reader that has seen all up to that entry can go on from it. */
  public Resume resume(String lastId) {
    if (!lastId.matches(ID)) {
      return Resume.UNREADABLE;
    }
    if (!connection.call("XRANGE", keys.history(), lastId, lastId).list().isEmpty()) {
      return Resume.KNOWN;
    }
    String oldest = oldestId();
    return !oldest.equals("0-0") && isBefore(lastId, oldest) ? Resume.TOO_OLD : Resume.UNKNOWN;
  }

  private static boolean isBefore(String id, String other) {
    String[] left = id.split("-", -1);
    String[] right = other.split("-", -1);
    int byTime = Long.compare(Long.parseLong(left[0]), Long.parseLong(right[0]));
    return byTime < 0 || (byTime == 0 && Long.parseLong(left[1]) < Long.parseLong(right[1]));
  }

  private static List<HistoryEntry> entries(Reply reply) {
    List<HistoryEntry> entries = new ArrayList<>();
    for (Reply entry : reply.list()) {
      List<Reply> parts = entry.list();
      var fields = parts.get(1).fields();
      Kind kind = kind(fields.getOrDefault("kind", ""));
      if (kind != null) {
        entries.add(
            new HistoryEntry(parts.getFirst().text(), kind, fields.getOrDefault("json", "{}")));
      }
    }
    return entries;
  }

  /** A newer version of us may have written kinds that this one does not know: null. */
  private static @Nullable Kind kind(String name) {
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return kind;
      }
    }
    return null;
  }
}
