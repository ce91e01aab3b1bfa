package dev.tidemill.server.api.demo;

import dev.tidemill.pool.Pool;
import dev.tidemill.pool.WorkerView;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Body;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Breaks what can be broken; these routes are only there in a demo. */
public final class FaultRoutes {

  private static final String FAULTS = "/api/v1/demo/faults";

  /** What can be done to Redis, when it is ours. */
  public interface Breakable {

    /** Whether it is ours: another's is not broken. */
    boolean isOurs();

    /** Has it answer nobody for a time. */
    void pause(Duration time);

    /** Ends it as an accident would; it is started again by whoever watches it. */
    void kill();
  }

  private final Pool pool;
  private final Faults faults;
  private final Breakable redis;

  /** Routes to what may be broken. */
  public FaultRoutes(Pool pool, Faults faults, Breakable redis) {
    this.pool = pool;
    this.faults = faults;
    this.redis = redis;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(Route.get(FAULTS, request -> all("")), Route.post(FAULTS, this::begin));
  }

  /** Every fault, and what was done last; with the time, for the clock of who asks may be off. */
  private Answer all(String done) {
    ObjectNode answer = Json.object().put("done", done).put("t", faults.now());
    ArrayNode items = answer.putArray("items");
    for (Fault fault : Fault.values()) {
      ObjectNode one = items.addObject().put("fault", fault.code()).put("tells", fault.tells());
      one.put("available", isAvailable(fault)).put("untilMs", faults.until(fault));
    }
    return Answer.json(answer);
  }

  private boolean isAvailable(Fault fault) {
    return !fault.isOfRedis() || redis.isOurs();
  }

  private Answer begin(Request request) {
    Body body = Body.of(request).only("fault");
    Fault fault = Fault.of(body.word("fault", Fault.codes()));
    if (!isAvailable(fault)) {
      throw new Refused(
          ProblemCode.STATE_CONFLICT, "The Redis of this demo is not its own; it is left alone.");
    }
    return all(carryOut(fault));
  }

  private String carryOut(Fault fault) {
    faults.begin(fault);
    switch (fault) {
      case PAUSE_REDIS -> redis.pause(fault.lasts());
      case KILL_REDIS -> redis.kill();
      case KILL_WORKER -> {
        return "worker " + killed() + " killed";
      }
      case FAIL_JOBS, SLOW_PULLERS -> {
        // The handler looks whether they are on.
      }
    }
    return fault.tells();
  }

  /** One that has a message in hand, so that something is at stake. */
  private String killed() {
    List<WorkerView> workers = pool.view().workers();
    if (workers.isEmpty()) {
      throw new Refused(ProblemCode.POOL_NOT_RUNNING, "The pool has no worker to be killed.");
    }
    WorkerView victim =
        workers.stream()
            .filter(worker -> worker.job() != null)
            .findFirst()
            .orElse(workers.getFirst());
    pool.byHand().kill(victim.id());
    return victim.id();
  }
}
