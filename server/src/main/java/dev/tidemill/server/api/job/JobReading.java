package dev.tidemill.server.api.job;

import dev.tidemill.job.FlowNode;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.LogLines;
import dev.tidemill.queue.FlowProducer;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Cursor;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.queue.Queues;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One job: all of it, its payload alone, its log, its flow. */
final class JobReading {

  private static final int MOST_OF_A_FLOW = 500;

  private final Queues queues;
  private final FlowProducer flows;

  JobReading(Queues queues, FlowProducer flows) {
    this.queues = queues;
    this.flows = flows;
  }

  static Refused missing(Request request) {
    return new Refused(
        ProblemCode.JOB_NOT_FOUND,
        "There is no job '" + request.place("id") + "' in queue '" + request.place("queue") + "'.");
  }

  private static Job found(Queue queue, Request request) {
    Job job = queue.job(request.place("id"));
    if (job == null) {
      throw missing(request);
    }
    return job;
  }

  Answer job(Request request) {
    Entry entry = queues.named(request);
    Queue queue = queues.queue(entry);
    Job job = found(queue, request);
    ObjectNode answer = JobJson.whole(job, queue.state(job.id()));
    answer.put("queue", entry.name()).put("prefix", entry.prefix());
    answer.put("logLines", queue.jobs().log(job.id(), 0, 0, true).count());
    return Answer.json(answer);
  }

  /** The payload and nothing else. */
  Answer data(Request request) {
    Job job = found(queues.queue(request), request);
    return Json.isOne(job.data())
        ? Answer.json(job.data())
        : new Answer.Text(200, "text/plain; charset=utf-8", job.data(), Map.of());
  }

  Answer log(Request request) {
    Queue queue = queues.queue(request);
    Job job = found(queue, request);
    int limit = (int) request.number("limit", 100, 1, 200);
    ObjectNode place = Cursor.read(request, "log");
    long from = place == null ? 0 : place.path("f").asLong(0);
    LogLines lines = queue.jobs().log(job.id(), Math.max(0, from - 1), from + limit - 1, true);
    boolean lost = place != null && !follows(lines, place.path("l").asString(""));
    if (lost) {
      from = 0;
      lines = queue.jobs().log(job.id(), 0, limit - 1L, true);
    }
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    lines.lines().stream().skip(from > 0 ? 1 : 0).forEach(items::add);
    long end = from + items.size();
    if (end < lines.count() && !items.isEmpty()) {
      ObjectNode next = Cursor.of("log").put("f", end).put("l", lines.lines().getLast());
      answer.put("next", Cursor.write(next));
    } else {
      answer.putNull("next");
    }
    answer.put("total", lines.count()).put("anchorLost", lost);
    return Answer.json(answer);
  }

  /** A log that keeps its newest lines moves: then the line that was last is elsewhere. */
  private static boolean follows(LogLines lines, String last) {
    return !lines.lines().isEmpty() && lines.lines().getFirst().equals(last);
  }

  Answer flow(Request request) {
    Entry entry = queues.named(request);
    int depth = (int) request.number("depth", 3, 1, 10);
    int children = (int) request.number("children", 20, 1, 100);
    Job job = found(queues.queue(entry), request);
    JobRef root = new JobRef(entry.prefix() + ":" + entry.name(), job.id());
    FlowNode flow = flows.flow(root, depth, children, MOST_OF_A_FLOW);
    if (flow == null) {
      throw missing(request);
    }
    return Answer.json(node(flow));
  }

  private static ObjectNode node(FlowNode node) {
    ObjectNode one = Json.object();
    one.put("key", node.ref().key()).put("id", node.ref().id()).put("name", node.job().name());
    one.put("childCount", node.childCount());
    Json.putTime(one, "finishedAt", node.job().finishedOn());
    if (node.job().failedReason() != null) {
      one.put("failedReason", node.job().failedReason());
    }
    ArrayNode children = one.putArray("children");
    node.children().forEach(child -> children.add(node(child)));
    return one;
  }
}
