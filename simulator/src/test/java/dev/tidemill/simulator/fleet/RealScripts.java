package dev.tidemill.simulator.fleet;

import dev.tidemill.job.Keep;
import dev.tidemill.job.NewJob;
import dev.tidemill.pool.store.PoolKeys;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.testkit.TestRedis;
import dev.tidemill.wire.AddJobs;
import dev.tidemill.wire.ClaimTerms;
import dev.tidemill.wire.EnterLedger;
import dev.tidemill.wire.HandBack;
import dev.tidemill.wire.LedgerEntry;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.wire.SettleAndClaim;
import dev.tidemill.wire.Settlement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** The real scripts on a real Redis, asked as the model is. Only the clock is the test's. */
final class RealScripts implements AutoCloseable {

  private static final String CLOCK = "redis.call('TIME')";
  private static final QueueKeys QUEUE = new QueueKeys("bull", "q");
  private static final PoolKeys POOL = new PoolKeys("bull", "q");
  private static final List<String> PLAN =
      List.of(POOL.state(), POOL.ledger(), POOL.systemState(), POOL.copied());

  private final SharedConnection connection;
  private final LongSupplier now;

  RealScripts(TestRedis redis, LongSupplier now) {
    this.connection = new SharedConnection(RedisUri.parse(redis.uri()), "");
    this.now = now;
  }

  private Reply run(String script, List<String> keys, Object... values) {
    Arguments arguments = new Arguments();
    for (Object value : values) {
      arguments.add(String.valueOf(value));
    }
    String at = "{ '%d', '%d' }".formatted(now.getAsLong() / 1000, now.getAsLong() % 1000 * 1000);
    return connection.run(LuaScript.of(script, text(script).replace(CLOCK, at)), keys, arguments);
  }

  private static String text(String script) {
    String path = "/dev/tidemill/pool/store/lua/" + script + ".lua";
    try (InputStream in = PoolKeys.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> texts(Reply reply) {
    return reply.list().stream().map(Reply::text).toList();
  }

  String beat(String node, long silenceMs, String known) {
    List<String> keys = List.of(POOL.nodes(), POOL.fleet(), POOL.ledger());
    List<Reply> reply = run("beat", keys, node, silenceMs, known).list();
    return "%s %d %s %s %d"
        .formatted(
            reply.get(0).text(),
            reply.get(1).number(),
            texts(reply.get(2)),
            texts(reply.get(3)),
            reply.get(4).number());
  }

  boolean handedBack(String dead) {
    return run("handedBack", List.of(POOL.fleet()), dead).number() == 1;
  }

  boolean leave(String node) {
    return run("leaveFleet", List.of(POOL.nodes(), POOL.fleet()), node).number() == 1;
  }

  String takeSource(String node, String source) {
    return String.join(
        " ", texts(run("takeSource", List.of(POOL.nodes(), POOL.ledger()), node, source)));
  }

  boolean leaveSource(String node, String source) {
    return run("leaveSource", List.of(POOL.ledger()), node, source).number() == 1;
  }

  String hold(String node, String who, long forMs, String dead) {
    return run("holdNode", List.of(POOL.holder(node)), who, forMs, dead).text();
  }

  Push.Answer add(Push push) {
    LedgerEntry entry =
        new LedgerEntry(
            QUEUE.ledger(),
            push.node(),
            push.epoch(),
            push.seq(),
            push.source(),
            push.from(),
            push.to());
    List<NewJob> jobs = push.messages().stream().map(text -> NewJob.of("n", "1")).toList();
    var ledger = ScriptRunner.run(new AddJobs(QUEUE, jobs, 0, entry), connection).ledger();
    String detail = ledger.status().equals("added") ? "" : ledger.detail(); // how many wait
    return new Push.Answer(ledger.status(), ledger.count(), ledger.version(), detail);
  }

  long enter(String node) {
    return ScriptRunner.run(new EnterLedger(QUEUE, node), connection);
  }

  List<String> handBack(String owner, String spared, String workers) {
    return ScriptRunner.run(new HandBack(QUEUE, owner, spared, workers, List.of()), connection);
  }

  /** Claims one job; answers "" for none. */
  String claim(String worker, String stem, long number, long lockMs, boolean resent) {
    ClaimTerms terms = new ClaimTerms(List.of(worker), stem, number, lockMs, 0, 0, 10, false);
    var claims = settleAndClaim(List.of(), terms, resent).claims();
    return claims.isEmpty() ? "" : claims.getFirst().job().id();
  }

  boolean settle(String id, String token) {
    ClaimTerms none = new ClaimTerms(List.of(), "", 1, 1000, 0, 0, 10, false);
    Settlement done = new Settlement.Completed(id, token, 0, "1", Keep.none());
    return settleAndClaim(List.of(done), none, false).codes().getFirst().number() == 0;
  }

  private SettleAndClaim.Result settleAndClaim(
      List<Settlement> settled, ClaimTerms terms, boolean resent) {
    return ScriptRunner.run(
        new SettleAndClaim(QUEUE, 0, resent, QUEUE.ledger(), settled, terms, 0), connection);
  }

  String save(Plans.Save save) {
    List<String> keys = new ArrayList<>(PLAN);
    keys.add(QUEUE.own("aside"));
    List<Reply> reply =
        run(
                "saveState",
                keys,
                save.from(),
                save.version(),
                save.state(),
                save.copy(),
                save.adopted(),
                save.uncounted(),
                "",
                "0")
            .list();
    return reply.get(0).text() + " " + reply.get(1).text();
  }

  /** What loading reads, in words. */
  String load() {
    StringBuilder told = new StringBuilder();
    for (Reply part : run("loadState", PLAN).list()) {
      told.append(part.isNull() ? "none" : part.text()).append('|');
    }
    return told.toString();
  }

  void foreign(String text) {
    connection.call("SET", POOL.systemState(), text);
  }

  void forgetHolder(String node) {
    connection.call("DEL", POOL.holder(node));
  }

  void forgetLock(String id) {
    connection.call("DEL", QUEUE.job(id) + ":lock");
  }

  /** All that can be read of it. */
  Map<String, String> state() {
    Map<String, String> state = new TreeMap<>();
    connection.call("HGETALL", POOL.ledger()).fields().forEach((k, v) -> state.put(k, v));
    connection.call("HGETALL", POOL.fleet()).fields().forEach((k, v) -> state.put("fleet " + k, v));
    List<String> beats = texts(connection.call("ZRANGE", POOL.nodes(), "0", "-1", "WITHSCORES"));
    for (int n = 0; n < beats.size(); n += 2) {
      state.put("beat " + beats.get(n), beats.get(n + 1));
    }
    state.put("waiting", list(QUEUE.waiting()));
    state.put("active", list(QUEUE.active()));
    state.put("plan", load());
    return state;
  }

  private String list(String key) {
    return texts(connection.call("LRANGE", key, "0", "-1")).reversed().toString();
  }

  @Override
  public void close() {
    connection.close();
  }
}
