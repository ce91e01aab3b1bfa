package dev.tidemill.server.api.job;

import dev.tidemill.job.NewJob;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Body;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.RawText;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.queue.Queues;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds one job, or an array of them in their order. */
final class JobAdding {

  private static final int MOST = 1_000;

  private final Queues queues;
  private final Once once;

  JobAdding(Queues queues, Once once) {
    this.queues = queues;
    this.once = once;
  }

  Answer add(Request request) {
    Entry entry = queues.orNew(request);
    return once.of(request, entry, () -> added(request, entry));
  }

  private Answer.Text added(Request request, Entry entry) {
    Queue queue = queues.forAdding(entry);
    String text = request.body().strip();
    ObjectNode answer = Json.object();
    answer.put("prefix", entry.prefix()).put("queue", entry.name());
    if (!text.startsWith("[")) {
      NewJob job = job(Body.of(request));
      String id = queue.add(job.name(), job.data(), job.options());
      queues.added(entry);
      return Answer.json(201, answer.put("id", id).toString()).with("Location", place(entry, id));
    }
    ArrayNode ids = answer.putArray("ids");
    queue.addAll(jobs(text)).forEach(ids::add);
    queues.added(entry);
    return Answer.json(201, answer.toString());
  }

  private static List<NewJob> jobs(String text) {
    List<String> elements = RawText.elements("body", text);
    if (elements.size() > MOST) {
      throw new Refused(
          ProblemCode.PAYLOAD_TOO_LARGE,
          "The body has " + elements.size() + " jobs, more than " + MOST + ".");
    }
    return elements.stream().map(element -> job(Body.of("body", element))).toList();
  }

  private static NewJob job(Body body) {
    return NewJobBody.read(body.only("name", "data", "options"), "message");
  }

  /** Where a job is told. */
  static String place(Entry entry, String id) {
    String path = "/api/v1/queues/" + encoded(entry.name()) + "/jobs/" + encoded(id);
    return path + "?prefix=" + encoded(entry.prefix());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
