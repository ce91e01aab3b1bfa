package dev.tidemill.server.api.health;

import dev.tidemill.pool.PoolView;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Routes for those who watch over processes; they answer 200 or 503. */
public final class HealthRoutes {

  private static final Duration THREE_TICKS = Duration.ofSeconds(3);

  private final Supplier<PoolView> pool;
  private final RedisPing redis;
  private final Supplier<Duration> silence;

  /**
   * Routes.
   *
   * @param pool as it stands
   * @param redis asked whether it answers
   * @param silence how long ago the history of the pool has told something
   */
  public HealthRoutes(Supplier<PoolView> pool, RedisPing redis, Supplier<Duration> silence) {
    this.pool = pool;
    this.redis = redis;
    this.silence = silence;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/livez", request -> answer(true, Json.object())),
        Route.get("/readyz", this::ready),
        Route.get("/startupz", this::ready));
  }

  /**
   * Redis answers at this moment, the pool's own look at it does too, and what a running pool
   * writes down each second comes.
   */
  private Answer ready(Request request) {
    RedisPing.Answered ping = redis.ping();
    PoolView view = pool.get();
    ObjectNode checks = Json.object();
    ObjectNode one = checks.putObject("redis").put("status", word(ping.ok()));
    one.put("ms", ping.micros() / 1000.0);
    checks.putObject("pool").put("status", word(view.redisOk())).put("running", view.running());
    boolean fresh = sampler(view, checks.putObject("sampler"));
    return answer(ping.ok() && view.redisOk() && fresh, checks);
  }

  private boolean sampler(PoolView view, ObjectNode check) {
    Duration age = silence.get();
    boolean fresh = !view.running() || age.compareTo(THREE_TICKS) < 0;
    check.put("status", word(fresh));
    if (view.running()) {
      check.put("ageMs", age.toMillis());
    }
    return fresh;
  }

  private static Answer answer(boolean ok, ObjectNode checks) {
    ObjectNode answer = Json.object().put("status", word(ok));
    if (!checks.isEmpty()) {
      answer.set("checks", checks);
    }
    return Answer.json(ok ? 200 : 503, answer.toString());
  }

  private static String word(boolean ok) {
    return ok ? "ok" : "failing";
  }
}
