package dev.tidemill.server.api.scheduler;

import dev.tidemill.job.JobScheduler;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Schedule;
import dev.tidemill.queue.JobSchedulers;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Body;
import dev.tidemill.server.api.Cursor;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.api.job.NewJobBody;
import dev.tidemill.server.api.queue.Queues;
import dev.tidemill.server.api.scheduler.SchedulerPages.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schedulers of a queue, and of all. */
public final class SchedulerRoutes {

  private static final String ALL = "/api/v1/queues/{queue}/schedulers";
  private static final String ONE = ALL + "/{scheduler}";
  static final int MOST = 200;
  private static final String[] FIELDS = {
    "everyMs",
    "pattern",
    "zone",
    "offsetMs",
    "startMs",
    "endMs",
    "limit",
    "immediately",
    "name",
    "data",
    "options"
  };

  private final Queues queues;
  private final AllSchedulers everywhere;

  /** Routes over these. */
  public SchedulerRoutes(Queues queues) {
    this.queues = queues;
    this.everywhere = new AllSchedulers(queues);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/schedulers", everywhere::page),
        Route.get(ALL, this::all),
        Route.get(ONE, this::one),
        Route.put(ONE, this::put),
        Route.delete(ONE, this::remove));
  }

  /** Those whose next job is due soonest. */
  private Answer all(Request request) {
    Entry entry = queues.named(request);
    JobSchedulers schedulers = queues.queue(entry).schedulers();
    int limit = (int) request.number("limit", 50, 1, MOST);
    String kind = "schedulers " + entry.prefix() + ":" + entry.name();
    Place last = Place.read(Cursor.read(request, kind));
    List<JobScheduler> found = new SchedulerPages(schedulers).after(last, limit + 1);
    List<JobScheduler> page = found.subList(0, Math.min(limit, found.size()));
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    page.forEach(one -> items.add(json(one)));
    if (page.size() < found.size()) {
      answer.put("next", Cursor.write(Place.of(page.getLast()).into(Cursor.of(kind))));
    } else {
      answer.putNull("next");
    }
    return Answer.json(answer.put("total", schedulers.count()));
  }

  private Answer one(Request request) {
    JobScheduler found = queues.queue(request).schedulers().get(request.place("scheduler"));
    if (found == null) {
      throw missing(request);
    }
    return Answer.json(json(found));
  }

  /** In the place of the one of that id, if there is one; twice is as good as once. */
  private Answer put(Request request) {
    Body body = Body.of(request).only(FIELDS);
    String id = request.place("scheduler");
    Schedule schedule = ScheduleBody.read(body);
    NewJob template = NewJobBody.read(body, id);
    Entry queue = queues.orNew(request);
    JobSchedulers schedulers = queues.forAdding(queue).schedulers();
    if (schedulers.upsert(id, schedule, template) == null) {
      throw new Refused(
          ProblemCode.VALIDATION, "The schedule of '" + id + "' has no time left to make a job.");
    }
    queues.added(queue);
    JobScheduler put = schedulers.get(id);
    if (put == null) {
      throw missing(request); // somebody else has removed it since
    }
    return Answer.json(json(put));
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

  static ObjectNode json(JobScheduler scheduler) {
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
