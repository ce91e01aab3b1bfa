package dev.tidemill.pool.store;

import dev.tidemill.pool.node.Beat;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The nodes that run one pool, as they are told in Redis: each beats, and who is silent is expelled
 * by another. There is no leader, and no clock but that of Redis.
 *
 * <p><b>Threading:</b> any thread.
 *
 * @param connection may be shared
 * @param keys of the pool
 * @param node this process's name
 */
public record Fleet(SharedConnection connection, PoolKeys keys, String node) {

  private static final String CREW = "crew:";
  private static final String SIZE = "size:";

  /**
   * Who reads a source.
   *
   * @param node that has it
   * @param fence grows whenever a node takes it
   */
  public record Lease(String node, long fence) {}

  /**
   * Tells that this node lives, and expels those that do not.
   *
   * @param known the version of the list of nodes that is known, empty for none
   * @throws dev.tidemill.redis.RedisException when Redis does not answer
   */
  public Beat beat(String known) {
    return beat(known, "");
  }

  /**
   * As {@link #beat(String)} with something that others may read while this node lives.
   *
   * @param crew what is told of its workers, short; empty for nothing new
   */
  public Beat beat(String known, String crew) {
    Arguments arguments =
        new Arguments().add(node).add(Beat.SILENCE.toMillis()).add(known).add(crew);
    List<String> three = List.of(keys.nodes(), keys.fleet(), keys.ledger());
    List<Reply> reply = connection.run(StoreScript.BEAT, three, arguments).list();
    return new Beat(
        reply.get(0).text(),
        Duration.ofMillis(reply.get(1).number()),
        texts(reply.get(2)),
        texts(reply.get(3)),
        reply.get(4).number());
  }

  /**
   * Tells that the jobs of an expelled node are back in line; answers whether nobody did before.
   */
  public boolean handedBack(String dead) {
    Arguments arguments = new Arguments().add(dead);
    return connection.run(StoreScript.HANDED_BACK, List.of(keys.fleet()), arguments).number() == 1;
  }

  private static List<String> texts(Reply reply) {
    return reply.list().stream().map(Reply::text).toList();
  }

  /** What each node has told of its workers with its last beat. */
  public Map<String, String> crews() {
    Map<String, String> crews = new TreeMap<>();
    connection
        .call("HGETALL", keys.fleet())
        .fields()
        .forEach(
            (field, value) -> {
              if (field.startsWith(CREW)) {
                crews.put(field.substring(CREW.length()), value);
              }
            });
    return crews;
  }

  /** How long ago each node has beaten last, by the clock of Redis. */
  public Map<String, Duration> silences() {
    List<Reply> time = connection.call("TIME").list();
    long now = time.get(0).number() * 1000 + time.get(1).number() / 1000;
    List<Reply> beats = connection.call("ZRANGE", keys.nodes(), "0", "-1", "WITHSCORES").list();
    Map<String, Duration> silences = new TreeMap<>();
    for (int n = 0; n + 1 < beats.size(); n += 2) {
      long last = (long) Double.parseDouble(beats.get(n + 1).text());
      silences.put(beats.get(n).text(), Duration.ofMillis(Math.max(0, now - last)));
    }
    return silences;
  }

  /** Leaves: the others take its workers at their next beat. */
  public void leave() {
    List<String> both = List.of(keys.nodes(), keys.fleet());
    connection.run(StoreScript.LEAVE_FLEET, both, new Arguments().add(node));
  }

  /** Takes a source unless another node that lives has it; answers who has it then. */
  public Lease take(String source) {
    Arguments arguments = new Arguments().add(node).add(source);
    List<String> both = List.of(keys.nodes(), keys.ledger());
    List<Reply> reply = connection.run(StoreScript.TAKE_SOURCE, both, arguments).list();
    return new Lease(reply.get(0).text(), reply.get(1).number());
  }

  /** The node that has a source, empty for none. */
  public String readerOf(String source) {
    Reply lease = connection.call("HGET", keys.ledger(), "lease:" + source);
    return lease.isNull() ? "" : lease.text().split(" ", 2)[0];
  }

  /** Tells how large a source is where it is read. */
  public void tellSize(String source, long size) {
    connection.call("HSET", keys.ledger(), SIZE + source, Long.toString(size));
  }

  /** How large a source is where it was read last, below 0 when nobody has told. */
  public long sizeOf(String source) {
    Reply size = connection.call("HGET", keys.ledger(), SIZE + source);
    return !size.isNull() && size.text().matches("\\d{1,18}") ? Long.parseLong(size.text()) : -1;
  }

  /** What is told of the size of a source holds no more. */
  public void forgetSize(String source) {
    connection.call("HDEL", keys.ledger(), SIZE + source);
  }

  /** Gives a source up, if this node has it. */
  public void leave(String source) {
    Arguments arguments = new Arguments().add(node).add(source);
    connection.run(StoreScript.LEAVE_SOURCE, List.of(keys.ledger()), arguments);
  }
}
