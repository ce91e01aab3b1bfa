package dev.tidemill.pool.run;

import dev.tidemill.job.Keep;
import dev.tidemill.pool.node.Beat;
import dev.tidemill.pool.source.MessageSource;
import dev.tidemill.pool.source.Opening;
import dev.tidemill.pool.source.PositionedSource;
import dev.tidemill.pool.source.Source;
import dev.tidemill.pool.source.SourceFailed;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.store.Fleet;
import dev.tidemill.queue.Ledger;
import dev.tidemill.queue.Queue;
import dev.tidemill.redis.RedisException;
import dev.tidemill.worker.FeedOptions;
import dev.tidemill.worker.JobFeed;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has been opened before the first worker is hired.
 *
 * @param before what was seen before anything was done
 * @param opening how the source began
 * @param admission of this node to the ledger
 * @param feed where pullers get their jobs
 * @param plan the plan as of all that was counted
 * @param beat the first heartbeat
 * @param reader the node that reads the source, empty where all can
 */
record Begun(
    Gauge.Reading before,
    Opening opening,
    Admission admission,
    JobFeed feed,
    PoolState plan,
    Beat beat,
    String reader) {

  static final Duration LOCK = Duration.ofSeconds(15);
  static final Duration SWEEP = Duration.ofSeconds(5);

  private static final System.Logger LOG = System.getLogger(Shift.class.getName());
  private static final int MOST_STALLS = 1000;
  private static final int MOST_STARTS = 100;

  /**
   * Opens source, handler, ledger and feed, takes back what an earlier life of this node left
   * behind, and repairs the plan.
   *
   * @throws RuntimeException when one of them cannot be opened; then none is left open
   */
  static Begun by(Orders orders, Queue queue, Books books, Gauge gauge) {
    Fleet fleet = books.fleet();
    Task task = Task.of(orders);
    Beat beat = fleet.beat("", Bulletin.first(task));
    @Nullable Admission admission = null;
    @Nullable JobFeed feed = null;
    try {
      String reader = readerOf(orders.work().source(), fleet);
      gauge.look();
      Opening opening = openSource(orders.work().source(), reader, fleet, queue.ledger());
      orders.work().handler().open();
      admission = new Admission(queue.ledger(), books.holder());
      feed = JobFeed.open(feedOptions(orders, admission.session().epoch()));
      opening = opening.withTakenBack(feed.handBackDead().size());
      long unfinished = gauge.last().counts().unfinished();
      PoolState plan = books.begin(orders.plan(), beat.others() > 0, unfinished);
      task.compare(beat.others() > 0 ? othersOf(fleet) : List.of(), books.findings());
      return new Begun(gauge.last(), opening, admission, feed, plan, beat, reader);
    } catch (RuntimeException e) {
      if (feed != null) {
        feed.close(Duration.ZERO);
      }
      if (admission != null) {
        admission.close();
      }
      closeEnds(orders);
      leave(orders.work().source(), fleet);
      throw e;
    }
  }

  private static List<Task> othersOf(Fleet fleet) {
    return fleet.crews().entrySet().stream()
        .filter(crew -> !crew.getKey().equals(fleet.node()))
        .flatMap(crew -> Stream.ofNullable(NodeJson.task(crew.getValue())))
        .toList();
  }

  private static String readerOf(MessageSource source, Fleet fleet) {
    return source instanceof PositionedSource positioned ? fleet.take(positioned.id()).node() : "";
  }

  private static Opening openSource(
      MessageSource source, String reader, Fleet fleet, Ledger ledger) {
    if (!reader.isEmpty() && !reader.equals(fleet.node())) {
      return new Opening(
          Opening.Kind.ELSEWHERE,
          0,
          "Node %s reads %s: this one helps, and reads on when that one ends"
              .formatted(reader, source));
    }
    return switch (source) {
      case PositionedSource positioned ->
          // once the source is ours nobody moves its place
          openHere(positioned, ledger.position(positioned.id()), fleet);
      case Source plain -> {
        plain.open();
        yield new Opening(Opening.Kind.FRESH, 0, "");
      }
    };
  }

  private static Opening openHere(PositionedSource source, String place, Fleet fleet) {
    SourceSize size = new SourceSize(fleet, source);
    if (!place.isEmpty() && !source.isFinished(place) && size.isPart()) {
      throw new SourceFailed(
          source
              + " is smaller than where it was read before, and not read to its end yet. Put all of"
              + " it there to go on, or give what is there another name",
          null);
    }
    Opening opening = source.open(place);
    size.tell();
    return opening;
  }

  private static FeedOptions feedOptions(Orders orders, long epoch) {
    Keep complete = orders.jobs().removeOnComplete();
    Keep fail = orders.jobs().removeOnFail();
    return FeedOptions.builder(
            orders.queue().redis(), orders.queue().prefix(), orders.queue().name())
        .owner(orders.node(), epoch)
        .ledger(true)
        .name(Strangers.nameOf(orders.node()))
        .lock(LOCK)
        .sweep(SWEEP, MOST_STALLS)
        .maxStarted(MOST_STARTS + orders.jobs().attempts())
        .removeOnComplete(complete == null ? Keep.none() : complete)
        .removeOnFail(fail == null ? Keep.newest(1000) : fail)
        .build();
  }

  /** Leaves the fleet; the others take over at their next beat. */
  static void leave(MessageSource source, Fleet fleet) {
    try {
      if (source instanceof PositionedSource positioned) {
        fleet.leave(positioned.id());
      }
      fleet.leave();
    } catch (RedisException e) {
      // Silence is understood as well.
    }
  }

  /** Closes source and handler; what one of them throws keeps nobody from the other. */
  static void closeEnds(Orders orders) {
    close(orders.work().source(), "source");
    close(orders.work().handler(), "handler");
  }

  private static void close(AutoCloseable end, String what) {
    try {
      end.close();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "The " + what + " could not be closed", e);
    }
  }
}
