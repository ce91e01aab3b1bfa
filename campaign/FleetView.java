import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.PoolStateJson;
import dev.tidemill.pool.state.Staircase;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisException;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import java.util.List;

/** What Redis knows of the pool of a fleet. */
final class FleetView implements AutoCloseable {

  private static final String QUEUE = "bull:messages:";
  private static final String LEDGER = QUEUE + "tidemill:ledger";

  private static final String STANDING =
      """
      local K, L = KEYS[1], KEYS[2]
      local there = 0
      for _, list in ipairs({'wait', 'active', 'paused'}) do
        there = there + redis.call('LLEN', K .. list)
      end
      for _, set in ipairs({'prioritized', 'delayed', 'waiting-children'}) do
        there = there + redis.call('ZCARD', K .. set)
      end
      local figures = redis.call('HMGET', L, 'count', 'version', 'done', 'failed')
      for n = 1, 4 do figures[n] = figures[n] or '0' end
      return {redis.call('GET', K .. 'tidemill:state') or '', figures, there}
      """;

  private static final String HELD =
      """
      local held = 0
      for _, id in ipairs(redis.call('LRANGE', KEYS[1] .. 'active', 0, -1)) do
        local token = redis.call('GET', KEYS[1] .. id .. ':lock') or ''
        if string.sub(token, 1, #ARGV[1]) == ARGV[1] then held = held + 1 end
      end
      return held
      """;

  private final RedisConnection connection;

  FleetView(String url) {
    this.connection = new RedisConnection(RedisUri.parse(url), "");
  }

  /**
   * The pool as it stands at one moment.
   *
   * @param plan the stored one, advanced to the count
   * @param stored how many messages it was stored at
   * @param version of the plan, as the ledger has it
   * @param done messages settled well
   * @param failed messages settled otherwise
   * @param there messages in the queue
   */
  record Standing(
      PoolState plan, long stored, long count, long version, long done, long failed, long there) {

    /** What is not as it should be, or nothing. */
    String fault() {
      if (plan.version() != version || stored > count) {
        return "plan %d of %d messages, ledger %d of %d"
            .formatted(plan.version(), stored, version, count);
      }
      if (count != done + failed + there) {
        return "%d counted, %d done, %d failed and %d there".formatted(count, done, failed, there);
      }
      PoolState table = Staircase.advance(PoolState.fresh(plan.settings()), count);
      boolean byCount = plan.policy() != PolicyKind.BALANCE; // whose steps are no function of it
      return byCount && !told(plan).equals(told(table))
          ? "plan " + told(plan) + ", by the table " + told(table)
          : "";
    }

    static String told(PoolState plan) {
      return "%d/%d %s after %d switches, next at %d"
          .formatted(
              plan.pushers(),
              plan.pullers(),
              plan.pushersRising() ? "rising" : "falling",
              plan.switches(),
              plan.nextSwitchAt());
    }
  }

  boolean answers() {
    try {
      return connection.call("PING").text().equals("PONG");
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Null before the pool has stored its first plan, and while Redis is away. */
  Standing standing() {
    List<Reply> all;
    try {
      all = connection.call("EVAL", STANDING, "2", QUEUE, LEDGER).list();
    } catch (RedisException e) {
      return null;
    }
    if (all.getFirst().text().isEmpty()) {
      return null;
    }
    PoolState stored = PoolStateJson.read(all.getFirst().text());
    long[] figures =
        all.get(1).list().stream().mapToLong(figure -> Long.parseLong(figure.text())).toArray();
    return new Standing(
        Staircase.advance(stored, figures[0]),
        stored.total(),
        figures[0],
        figures[1],
        figures[2],
        figures[3],
        all.get(2).number());
  }

  /** How many messages are settled, asked without a script, which waits where writes wait. */
  long settled() {
    List<Reply> both = connection.call("HMGET", LEDGER, "done", "failed").list();
    return both.stream().mapToLong(one -> one.isNull() ? 0 : Long.parseLong(one.text())).sum();
  }

  /** How many are counted, asked so, too. */
  long counted() {
    String count = ledger("count");
    return count.isEmpty() ? 0 : Long.parseLong(count);
  }

  /** How many messages are in some node's hands, asked so, too; 0 while Redis is away. */
  long active() {
    try {
      return connection.call("LLEN", QUEUE + "active").number();
    } catch (RedisException e) {
      return 0;
    }
  }

  /** How many messages a node has the locks of. */
  long heldBy(String node) {
    return connection.call("EVAL", HELD, "1", QUEUE, node + ":").number();
  }

  String ledger(String field) {
    Reply value = connection.call("HGET", LEDGER, field);
    return value.isNull() ? "" : value.text();
  }

  /** The node that reads the source, empty for none. */
  String reader() {
    return connection.call("HGETALL", LEDGER).fields().entrySet().stream()
        .filter(field -> field.getKey().startsWith("lease:"))
        .map(field -> field.getValue().split(" ", 2)[0])
        .findFirst()
        .orElse("");
  }

  /** Whether the other nodes hear that one. */
  boolean isHeard(String node) {
    return !connection.call("ZSCORE", QUEUE + "tidemill:nodes", node).isNull();
  }

  @Override
  public void close() {
    connection.close();
  }
}
