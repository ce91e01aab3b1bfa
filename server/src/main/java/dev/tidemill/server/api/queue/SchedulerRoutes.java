package dev.tidemill.server.api.queue;

import dev.tidemill.job.JobScheduler;
import dev.tidemill.queue.JobSchedulers;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schedulers of a queue. */
public final class SchedulerRoutes {

  private static final String ALL = "/api/v1/queues/{queue}/schedulers";
  private static final String ONE = ALL + "/{scheduler}";
  private static final int MOST = 200;

  private final Queues queues;

  /** Routes over these. */
  public SchedulerRoutes(Queues queues) {
    this.queues = queues;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get(ALL, this::all), Route.get(ONE, this::one), Route.delete(ONE, this::remove));
  }

  /** Those whose next job is due soonest. */
  private Answer all(Request request) {
    JobSchedulers schedulers = queues.queue(request).schedulers();
    long limit = request.number("limit", 50, 1, MOST);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    schedulers.page(0, limit - 1, true).forEach(one -> items.add(json(one)));
    return Answer.json(answer.put("total", schedulers.count()));
  }

  private Answer one(Request request) {
    JobScheduler found = queues.queue(request).schedulers().get(request.place("scheduler"));
    if (found == null) {
      throw missing(request);
    }
    return Answer.json(json(found));
  }

  private Answer remove(Request request) {
    String id = request.place("scheduler");
    if (!queues.queue(request).schedulers().remove(id)) {
      throw missing(request);
    }
    return Answer.json(Json.object().put("id", id).put("removed", true));
  }

  private static Refused missing(Request request) {
    return new Refused(
        ProblemCode.SCHEDULER_NOT_FOUND,
        "There is no scheduler '%s' in queue '%s'."
            .formatted(request.place("scheduler"), request.place("queue")));
  }

  private static ObjectNode json(JobScheduler scheduler) {
    ObjectNode one = Json.object().put("id", scheduler.id()).put("name", scheduler.name());
    Json.putTime(one, "next", scheduler.next().toEpochMilli());
    Duration every = scheduler.every();
    if (every != null) {
      one.put("everyMs", every.toMillis());
    }
    if (!scheduler.pattern().isEmpty()) {
      one.put("pattern", scheduler.pattern()).put("zone", scheduler.zone());
    }
    one.put("iterations", scheduler.iterations());
    if (scheduler.limit() != null) {
      one.put("limit", scheduler.limit());
    }
    Instant end = scheduler.end();
    if (end != null) {
      Json.putTime(one, "end", end.toEpochMilli());
    }
    Json.putRaw(one, "data", scheduler.data());
    Json.putRaw(one, "options", scheduler.options());
    return one;
  }
}
