package dev.tidemill.pool.run;

import dev.tidemill.loop.Loop;
import dev.tidemill.loop.Waiter;
import dev.tidemill.pool.store.Fleet;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.redis.RedisException;
import dev.tidemill.worker.JobFeed;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * The thread that tells the other nodes of the fleet that this one lives, and hears from them who
 * else does: the workers are dealt over all of them.
 *
 * <p>Who has just come, or was not heard for too long, waits one period before it takes workers:
 * the others need as long to hear of it and let go of them. Who dies is expelled by the first that
 * notices, which hands the dead one's jobs back.
 */
final class Heartbeat implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());

  private final Books books;
  private final Crew crew;
  private final JobFeed feed;
  private final SourceWatch source;
  private final Waiter period = new Waiter();
  private final Loop loop = new Loop("tidemill-heartbeat", this::step, this::troubled);
  private String version = ""; // of the loop's thread, once it runs
  private List<String> nodes = List.of(); // of the loop's thread, once it runs

  Heartbeat(Books books, Crew crew, JobFeed feed, SourceWatch source) {
    this.books = books;
    this.crew = crew;
    this.feed = feed;
    this.source = source;
  }

  /** Hears the first beat, which was made before. */
  void hear(Fleet.Beat first) {
    follow(first);
  }

  void start() {
    loop.start();
  }

  private void step() throws InterruptedException {
    period.await(Fleet.PERIOD);
    follow(books.fleet().beat(version));
    source.look();
  }

  private void follow(Fleet.Beat beat) {
    if (!beat.nodes().isEmpty()) {
      version = beat.version();
      nodes = beat.nodes().stream().sorted().toList();
    }
    boolean waited = beat.unbroken().compareTo(Fleet.PERIOD) >= 0 || nodes.size() == 1;
    List<String> dealtOver = waited ? nodes : List.of();
    if (!dealtOver.equals(crew.nodes())) {
      crew.dealtOver(dealtOver);
    }
    beat.expelled().forEach(this::succeed);
  }

  private void succeed(String dead) {
    int jobs = feed.handBackOf(dead).size();
    books.fleetChanged(Kind.DEATH, dead);
    LOG.log(
        Level.WARNING,
        "Node {0} is silent: its workers go to the others, back in line are {1} messages that it"
            + " had in hand",
        dead,
        jobs);
  }

  private void troubled(Throwable cause) {
    if (!(cause instanceof RedisException)) { // the record tells that Redis is away
      LOG.log(Level.WARNING, "The heartbeat is interrupted: " + cause.getMessage(), cause);
    }
  }

  @Override
  public void close() {
    loop.close();
  }
}
