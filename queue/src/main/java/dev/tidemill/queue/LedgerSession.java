package dev.tidemill.queue;

import dev.tidemill.input.InvalidName;
import dev.tidemill.job.NewJob;
import dev.tidemill.loop.Patience;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.wire.AddJobs;
import dev.tidemill.wire.LedgerEntry;
import dev.tidemill.wire.OwnNames;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.wire.Stored;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node's right to add under a ledger, from its entry until it enters again.
 *
 * <p><b>Delivery:</b> exactly once. An add whose reply is lost is sent again under the same number
 * until Redis answers; the ledger's receipt tells whether it had been carried out.
 *
 * <p><b>Threading:</b> one add at a time; {@link #close()} from any thread.
 */
public final class LedgerSession implements AutoCloseable {

  private static final String REFUSED = "!"; // in a receipt, in the place of an id
  private static final Advance NOWHERE = new Advance("", "", "");

  private final RedisConnection connection;
  private final QueueKeys keys;
  private final InstantSource clock;
  private final String node;
  private final long epoch;
  private final Patience patience = new Patience();
  private long seq; // of the thread that adds

  LedgerSession(
      RedisConnection connection, QueueKeys keys, InstantSource clock, String node, long epoch) {
    this.connection = connection;
    this.keys = keys;
    this.clock = clock;
    this.node = node;
    this.epoch = epoch;
  }

  /** The number of this session among the node's. */
  public long epoch() {
    return epoch;
  }

  /** As {@link #add(List, Advance)} for jobs that come from no source. */
  public Added add(List<NewJob> jobs) {
    return add(jobs, NOWHERE);
  }

  /**
   * Adds the jobs in order and moves the source, both or neither; waits for Redis when it is away.
   *
   * @param jobs at most a few hundred, whose payloads are not looked at: they must be JSON
   * @throws InvalidName when a key of the queue may have the id of one, or a receipt cannot hold
   *     it; nothing is added
   * @throws Fenced when the node has entered again elsewhere
   * @throws SourceMoved when the source does not stand where the advance says
   * @throws AddRefused when Redis refused to store one of the jobs
   * @throws ConnectionLost when the session is closed meanwhile
   */
  public Added add(List<NewJob> jobs, Advance advance) {
    jobs.forEach(LedgerSession::check);
    seq++;
    LedgerEntry entry =
        new LedgerEntry(
            keys.ledger(), node, epoch, seq, advance.source(), advance.from(), advance.to());
    AddJobs call = new AddJobs(keys, jobs, clock.millis(), entry);
    AddJobs.@Nullable Added reply = null;
    while (reply == null) {
      reply = attempt(call);
    }
    return read(reply, jobs, advance);
  }

  private static void check(NewJob job) {
    OwnNames.refuse(job.options());
    String id = job.options().id();
    if (id.contains(" ") || id.equals(REFUSED)) {
      throw new InvalidName(
          "job id '%s' cannot be used under a ledger: give one without blanks that is not %s"
              .formatted(id, REFUSED));
    }
  }

  private AddJobs.@Nullable Added attempt(AddJobs call) {
    try {
      AddJobs.Added reply = ScriptRunner.run(call, connection);
      patience.reset();
      return reply;
    } catch (ConnectionLost e) {
      // Giving up would leave the add in doubt: it ends with an answer or with close().
      if (patience.isOver()) {
        throw e;
      }
      patience.pause();
      return null;
    }
  }

  private Added read(AddJobs.Added reply, List<NewJob> jobs, Advance advance) {
    var ledger = reply.ledger();
    return switch (ledger.status()) {
      case "added" -> {
        List<String> ids = AddAnswer.ids(reply.jobs(), jobs, keys.prefix() + ":" + keys.queue());
        yield new Added(ids, ledger.count(), ledger.version(), Long.parseLong(ledger.detail()));
      }
      case "already" -> {
        List<Stored> stored = receipt(ledger.detail());
        List<String> ids = AddAnswer.ids(stored, jobs, keys.prefix() + ":" + keys.queue());
        yield new Added(ids, ledger.count(), ledger.version(), -1);
      }
      case "moved" ->
          throw new SourceMoved(
              "Source '%s' stands at '%s', not at '%s': read it again from there"
                  .formatted(advance.source(), ledger.detail(), advance.from()),
              ledger.detail());
      default ->
          throw new Fenced(
              "Node '%s' added to %s under epoch %d, but epoch %s is running: only the newest session may add"
                  .formatted(node, keys.called(), epoch, ledger.detail()));
    };
  }

  private static List<Stored> receipt(String ids) {
    return Stream.of(ids.split(" ", -1))
        .filter(id -> !id.isEmpty()) // a source may move without a job
        .map(
            id ->
                id.equals(REFUSED)
                    ? new Stored("", Stored.Refusal.BY_REDIS, "as when it was sent before")
                    : new Stored(id, Stored.Refusal.NONE, ""))
        .toList();
  }

  /** Ends the session; an add that waits for Redis ends with {@link ConnectionLost}. */
  @Override
  public void close() {
    patience.end();
    connection.close();
  }
}
