package dev.tidemill.server.api.queue;

import dev.tidemill.job.JobCounts;
import dev.tidemill.job.QueueMeta;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.redis.CommandRejected;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Body;
import dev.tidemill.server.api.Cursor;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.api.Tagged;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is told of queues, and what is done to one as a whole at once. */
public final class QueueRoutes {

  private static final String ALL = "/api/v1/queues";
  private static final String ONE = ALL + "/{queue}";
  private static final String KIND = "queues";

  private final Queues queues;
  private final ConsumerCount consumers;

  /** Routes over these. */
  public QueueRoutes(Queues queues) {
    this.queues = queues;
    this.consumers = new ConsumerCount(queues.directory(), queues.census());
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get(ALL, this::all),
        Route.get(ONE, this::one),
        Route.get(ONE + "/counts", this::counts),
        Route.get(ONE + "/consumers", this::clients),
        Route.post(ONE + "/pause", request -> paused(request, true)),
        Route.post(ONE + "/resume", request -> paused(request, false)));
  }

  private Answer all(Request request) {
    Census.Found found = queues.census().all();
    String prefix = request.parameter("prefix");
    int limit = (int) request.number("limit", 50, 1, 200);
    ObjectNode place = Cursor.read(request, KIND);
    Comparator<Entry> order = queues.census().order();
    Entry last =
        place == null
            ? null
            : new Entry(place.path("p").asString(""), place.path("n").asString(""));
    List<Entry> rest =
        found.queues().stream()
            .filter(queue -> prefix == null || queue.prefix().equals(prefix))
            .filter(queue -> last == null || order.compare(queue, last) > 0)
            .toList();
    List<Entry> page = rest.subList(0, Math.min(limit, rest.size()));
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    Map<Entry, Integer> connected = page.isEmpty() ? Map.of() : consumers.all();
    page.forEach(queue -> items.add(row(queue, connected)));
    if (page.size() < rest.size()) {
      Entry end = page.getLast();
      ObjectNode next = Cursor.of(KIND).put("p", end.prefix()).put("n", end.name());
      answer.put("next", Cursor.write(next));
    } else {
      answer.putNull("next");
    }
    answer.put("total", found.queues().size()).put("complete", found.complete());
    return Tagged.of(request, answer.toString(), dated(answer)); // the date is not tagged
  }

  private ObjectNode row(Entry queue, Map<Entry, Integer> connected) {
    ObjectNode row =
        QueueJson.head(queue, queues.directory().meta(queue), queues.directory().counts(queue));
    if (consumers.isKnown()) {
      row.put("consumers", connected.getOrDefault(queue, 0));
    } else {
      row.putNull("consumers");
    }
    QueueJson.addTraffic(row, queues.traffic(queue));
    return row;
  }

  private Answer.Text dated(ObjectNode answer) {
    return Answer.json(
        answer.put("asOf", Instant.ofEpochMilli(queues.clock().millis()).toString()));
  }

  private Answer one(Request request) {
    Entry entry = queues.named(request);
    Queue queue = queues.queue(entry);
    QueueMeta meta = queue.jobs().meta();
    JobCounts counts = queue.counts();
    Map<Entry, Integer> connected = consumers.all();
    ObjectNode answer = row(entry, connected);
    answer.set("limits", QueueJson.limits(meta));
    if (meta.version() != null) {
      answer.put("version", meta.version());
    }
    answer.put("maxLenEvents", meta.maxLenEvents());
    int known = consumers.isKnown() ? connected.getOrDefault(entry, 0) : -1;
    Diagnosis diagnosis = new Diagnosis(counts, meta, known, queue.limits().heldBackFor());
    answer.set("diagnosis", Json.tree(diagnosis.findings()));
    return dated(answer);
  }

  private Answer counts(Request request) {
    Entry entry = queues.named(request);
    return dated(QueueJson.counts(queues.directory().counts(entry)));
  }

  private Answer clients(Request request) {
    Queue queue = queues.queue(request);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    try {
      queue.figures().workers().forEach(one -> items.add(QueueJson.client("worker", one)));
      queue.figures().listeners().forEach(one -> items.add(QueueJson.client("events", one)));
      answer.put("available", true);
    } catch (CommandRejected e) {
      answer.put("available", false).put("reason", String.valueOf(e.getMessage()));
    }
    return dated(answer);
  }

  private Answer paused(Request request, boolean pause) {
    Body.of(request).only();
    Queue queue = queues.queue(request);
    boolean changed = queue.isPaused() != pause;
    if (pause) {
      queue.pause();
    } else {
      queue.resume();
    }
    return Answer.json(Json.object().put("paused", pause).put("changed", changed));
  }
}
