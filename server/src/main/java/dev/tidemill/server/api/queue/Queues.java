package dev.tidemill.server.api.queue;

import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueDirectory;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.QueueSettings;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.server.api.Deeds;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The queues that requests are about. Those asked for last stay open.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Queues implements AutoCloseable {

  /** So long a request waits at most until Redis has answered those before it. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int MOST_OPEN = 64;
  private static final int MOST_IN_USE = 512;
  private static final Duration IN_USE = Duration.ofSeconds(30); // no request takes longer

  private final RedisUri redis;
  private final Entry own;
  private final InstantSource clock;
  private final QueueDirectory directory;
  private final Census census;
  private final TrafficWatch traffic;
  private final Deeds deeds = new Deeds();
  private final PerQueue<Boolean> there;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Door, Opened> open = new LinkedHashMap<>(16, 0.75f, true); // under lock

  private record Door(Entry queue, boolean signs) {}

  private record Opened(Queue queue, long askedAt) {}

  /**
   * Connects on first use.
   *
   * @param own under whose prefix queues are looked for first
   * @param worked whether a pool works on that one: then it is there even before its first job
   */
  public Queues(RedisUri redis, Entry own, boolean worked, InstantSource clock) {
    this.redis = redis;
    this.own = own;
    this.clock = clock;
    this.directory = QueueDirectory.open(redis, PATIENCE);
    this.census = new Census(directory, own, worked);
    this.traffic = new TrafficWatch(directory, census);
    this.there = new PerQueue<>(deeds, directory::holds);
  }

  /** The queue of the pool, or the one it would have. */
  public Entry own() {
    return own;
  }

  Census census() {
    return census;
  }

  QueueDirectory directory() {
    return directory;
  }

  /** The queues that are known now, those of our own prefix first. */
  public List<Entry> known() {
    return census.found().queues();
  }

  /**
   * What is known for those who walk through all.
   *
   * @param queues in order
   * @param complete whether these are all
   */
  public record Known(List<Entry> queues, boolean complete) {}

  /**
   * The queues from that one on, or from the first where it is null.
   *
   * @throws dev.tidemill.redis.RedisException when not all are known because Redis did not answer
   */
  public Known knownFrom(@Nullable Entry first) {
    Census.Found found = census.all();
    List<Entry> rest =
        found.queues().stream()
            .filter(queue -> first == null || census.order().compare(queue, first) >= 0)
            .toList();
    return new Known(rest, found.complete());
  }

  /** What moves in a queue, as far as somebody has looked lately; null before the first look. */
  public @Nullable Traffic traffic(Entry queue) {
    return traffic.of(queue);
  }

  /** What is done to them through this server. */
  public Deeds deeds() {
    return deeds;
  }

  /** The clock that answers are dated by. */
  public InstantSource clock() {
    return clock;
  }

  /**
   * The queue that the place {@code {queue}} of a request names: that of the prefix that the
   * parameter {@code prefix} tells, else the one under our own prefix, else the first that was
   * found elsewhere.
   *
   * @throws Refused when there is none
   */
  public Entry named(Request request) {
    String name = request.place("queue");
    String prefix = request.parameter("prefix");
    Entry there = name.contains(":") ? null : find(name, prefix);
    if (there == null) {
      String under = prefix == null ? "" : " under the prefix '" + prefix + "'";
      throw new Refused(
          ProblemCode.QUEUE_NOT_FOUND, "There is no queue '" + name + "'" + under + ".");
    }
    return there;
  }

  /** As {@link #named}, but one that is not there yet comes to be with its first job. */
  public Entry orNew(Request request) {
    String name = request.place("queue");
    String prefix = request.parameter("prefix");
    Entry there = name.contains(":") ? null : find(name, prefix);
    if (there == null && name.contains(":")) {
      throw Refused.invalid("queue", name, "the name of a queue has no colon");
    }
    return there == null ? new Entry(prefix == null ? own.prefix() : prefix, name) : there;
  }

  private @Nullable Entry find(String name, @Nullable String prefix) {
    Entry meant = new Entry(prefix == null || prefix.isEmpty() ? own.prefix() : prefix, name);
    if (census.isWorked(meant) || there.of(meant)) {
      census.hear(meant);
      return meant;
    }
    there.forget(meant); // others may make it at any time
    return prefix == null ? census.named(name) : null;
  }

  /** Opened without a word to Redis: only what is asked of it changes it. */
  public Queue queue(Entry queue) {
    return opened(new Door(queue, false));
  }

  /** As {@link #queue(Entry)} by the name that a request has. */
  public Queue queue(Request request) {
    return queue(named(request));
  }

  /** Opened as one that adds: the queue is signed when nobody has done so. */
  public Queue forAdding(Entry queue) {
    return opened(new Door(queue, true));
  }

  /** One for work that takes longer than a request; whoever asks for it closes it. */
  public Queue apart(Entry queue) {
    QueueOptions options = new QueueOptions(redis, queue.prefix(), queue.name());
    return Queue.open(options.with(QueueSettings.defaults().unsigned()), clock);
  }

  /** Tells of a queue that jobs were added to. */
  public void added(Entry queue) {
    census.hear(queue);
  }

  private Queue opened(Door door) {
    lock.lock();
    try {
      Opened known = open.get(door);
      Queue queue = known == null ? Queue.open(options(door), clock) : known.queue();
      open.put(door, new Opened(queue, System.nanoTime()));
      closeEldest();
      return queue;
    } finally {
      lock.unlock();
    }
  }

  private QueueOptions options(Door door) {
    QueueOptions options = new QueueOptions(redis, door.queue().prefix(), door.queue().name());
    QueueSettings settings = QueueSettings.defaults().patience(PATIENCE);
    return options.with(door.signs() ? settings : settings.unsigned());
  }

  /** Whoever asked for a queue a moment ago may be at it yet. */
  private void closeEldest() {
    Iterator<Opened> eldest = open.values().iterator();
    while (open.size() > MOST_OPEN) {
      Opened one = eldest.next();
      boolean inUse = System.nanoTime() - one.askedAt() < IN_USE.toNanos();
      if (inUse && open.size() <= MOST_IN_USE) {
        return;
      }
      eldest.remove();
      one.queue().close();
    }
  }

  /** Closes all. */
  @Override
  public void close() {
    traffic.close();
    census.close();
    lock.lock();
    try {
      open.values().forEach(one -> one.queue().close());
      open.clear();
    } finally {
      lock.unlock();
    }
    directory.close();
  }
}
