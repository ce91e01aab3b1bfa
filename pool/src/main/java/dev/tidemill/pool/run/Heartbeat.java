package dev.tidemill.pool.run;

import dev.tidemill.loop.Loop;
import dev.tidemill.loop.Waiter;
import dev.tidemill.pool.node.Beat;
import dev.tidemill.pool.node.Membership;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.redis.RedisException;
import dev.tidemill.worker.JobFeed;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The thread that tells the other nodes of the fleet that this one lives, and hears from them who
 * else does: the workers are dealt over all of them.
 *
 * <p>Who dies is expelled by the first that notices, which hands the dead one's jobs back; should
 * it die before that is done, another one does.
 */
final class Heartbeat implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());

  private final Books books;
  private final Crew crew;
  private final JobFeed feed;
  private final SourceWatch source;
  private final Bulletin bulletin;
  private final Waiter period = new Waiter();
  private final Loop loop = new Loop("tidemill-heartbeat", this::step, this::troubled);
  private final Membership membership = new Membership(); // of the loop's thread, once it runs
  private final Set<String> untold = new LinkedHashSet<>(); // as that: whose death is not told yet

  Heartbeat(Books books, Crew crew, JobFeed feed, SourceWatch source, Bulletin bulletin) {
    this.books = books;
    this.crew = crew;
    this.feed = feed;
    this.source = source;
    this.bulletin = bulletin;
  }

  /** Hears the first beat, which was made before. */
  void hear(Beat first) {
    follow(first);
  }

  void start() {
    loop.start();
  }

  private void step() throws InterruptedException {
    period.await(Beat.PERIOD);
    Beat beat = books.fleet().beat(membership.version(), bulletin.next());
    if (!loop.isStopped()) { // nobody may have waited for that answer
      follow(beat);
      source.look();
      if (crew.asksWhoHasEnded()) {
        crew.ended(whereTheSourceHasEnded());
      }
    }
  }

  private Set<String> whereTheSourceHasEnded() {
    Set<String> ended = new HashSet<>();
    books
        .fleet()
        .crews()
        .forEach(
            (node, told) -> {
              SourceFigures figures = NodeJson.source(told);
              if (figures != null && figures.ended()) {
                ended.add(node);
              }
            });
    return ended;
  }

  private void follow(Beat beat) {
    crew.dealtOver(membership.hear(beat));
    beat.expelled().forEach(this::succeed);
    untold.removeIf(this::isTold);
  }

  /** What Redis does not take now a later beat asks for again, this node's or another's. */
  private void succeed(String node) {
    try {
      int jobs = feed.handBackOf(node).size();
      if (books.fleet().handedBack(node)) {
        untold.add(node);
        LOG.log(
            Level.WARNING,
            "Node {0} is silent: its workers go to the others, back in line are {1} messages that"
                + " it had in hand",
            node,
            jobs);
      }
    } catch (RuntimeException e) {
      troubled(e);
    }
  }

  private boolean isTold(String node) {
    try {
      books.fleetChanged(Kind.DEATH, node);
      return true;
    } catch (RuntimeException e) {
      troubled(e);
      return false;
    }
  }

  private void troubled(Throwable cause) {
    if (!(cause instanceof RedisException)) { // the record tells that Redis is away
      LOG.log(Level.WARNING, "The heartbeat is interrupted: " + cause.getMessage(), cause);
    }
  }

  /** Has it end after what it is doing. */
  void stop() {
    loop.stop();
  }

  /** Ends it; answers whether that was done within the time. */
  boolean close(Duration within) {
    return loop.close(within);
  }

  @Override
  public void close() {
    loop.close();
  }
}
