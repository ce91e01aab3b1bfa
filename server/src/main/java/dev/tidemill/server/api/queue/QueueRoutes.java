package dev.tidemill.server.api.queue;

import dev.tidemill.job.QueueMeta;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Body;
import dev.tidemill.server.api.Cursor;
import dev.tidemill.server.api.Deeds;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.api.Tagged;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is told of queues, and what is done to one as a whole at once. */
public final class QueueRoutes {

  private static final String ALL = "/api/v1/queues";
  private static final String ONE = ALL + "/{queue}";
  private static final String KIND = "queues";

  private final Queues queues;
  private final ConsumerCount consumers;
  private final PerQueue<Standing> standings;
  private final PerQueue<Duration> heldBack;
  private final PerQueue<Clients> clients;

  /** Routes over these. */
  public QueueRoutes(Queues queues) {
    this.queues = queues;
    Deeds deeds = queues.deeds();
    this.consumers = new ConsumerCount(queues.directory(), queues.census(), deeds);
    this.standings = new PerQueue<>(deeds, entry -> Standing.of(queues.directory(), entry));
    this.heldBack = new PerQueue<>(deeds, entry -> queues.queue(entry).limits().heldBackFor());
    this.clients = new PerQueue<>(deeds, entry -> Clients.of(queues.queue(entry)));
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
    page.forEach(queue -> items.add(row(queue, standings.of(queue), consumers.all().of(queue))));
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

  private ObjectNode row(Entry queue, Standing standing, int connected) {
    ObjectNode row = QueueJson.head(queue, standing.meta(), standing.counts());
    row.put("consumers", connected < 0 ? null : Integer.valueOf(connected));
    QueueJson.addTraffic(row, queues.traffic(queue));
    return row;
  }

  private Answer.Text dated(ObjectNode answer) {
    return Answer.json(
        answer.put("asOf", Instant.ofEpochMilli(queues.clock().millis()).toString()));
  }

  private Answer one(Request request) {
    Entry entry = queues.named(request);
    Duration held = heldBack.of(entry); // first of all: it refuses a queue that is not for us
    Standing standing = standings.of(entry);
    QueueMeta meta = standing.meta();
    int connected = consumers.all().of(entry);
    ObjectNode answer = row(entry, standing, connected);
    answer.set("limits", QueueJson.limits(meta));
    if (meta.version() != null) {
      answer.put("version", meta.version());
    }
    answer.put("maxLenEvents", meta.maxLenEvents());
    Diagnosis diagnosis = new Diagnosis(standing.counts(), meta, connected, held);
    answer.set("diagnosis", Json.tree(diagnosis.findings()));
    return dated(answer);
  }

  private Answer counts(Request request) {
    return dated(QueueJson.counts(standings.of(queues.named(request)).counts()));
  }

  private Answer clients(Request request) {
    ObjectNode answer = Json.object();
    clients.of(queues.named(request)).into(answer);
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
