package dev.tidemill.server.api.job;

import dev.tidemill.job.NewJob;
import dev.tidemill.queue.OutcomeUnknown;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.queue.QueueException;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.redis.RedisException;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Body;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.Problem;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.RawText;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.queue.Queues;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds one job, or an array of them in their order. */
final class JobAdding {

  private static final int MOST = 1_000;
  private static final int PART = 128; // as many as a queue sends in one call

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
    added(queue, jobs(text)).forEach(ids::add);
    queues.added(entry);
    return Answer.json(201, answer.toString());
  }

  /** In the parts in which they are sent: then it is known what a failure leaves behind. */
  private static List<String> added(Queue queue, List<NewJob> jobs) {
    List<String> ids = new ArrayList<>(jobs.size());
    while (ids.size() < jobs.size()) {
      int to = Math.min(jobs.size(), ids.size() + PART);
      List<NewJob> part = jobs.subList(ids.size(), to);
      try {
        ids.addAll(queue.addAll(part));
      } catch (QueueException | RedisException | IllegalArgumentException e) {
        throw ids.isEmpty() && isWhole(part, e) ? e : halfDone(ids.size(), jobs.size(), e);
      }
    }
    return ids;
  }

  /** Whether the failure is one of all jobs of the part; else others of it are stored. */
  private static boolean isWhole(List<NewJob> part, RuntimeException e) {
    return part.size() == 1 || !(e instanceof QueueException) || e instanceof OutcomeUnknown;
  }

  private static Refused halfDone(int stored, int all, RuntimeException e) {
    ProblemCode code =
        switch (e) {
          case OutcomeUnknown unknown -> ProblemCode.OUTCOME_UNKNOWN;
          case ConnectionLost lost -> ProblemCode.OUTCOME_UNKNOWN; // not to be sent again as it is
          case RedisException refused -> ProblemCode.REDIS_REFUSED;
          case IllegalArgumentException wrong -> ProblemCode.VALIDATION;
          default -> ProblemCode.ADD_REFUSED;
        };
    String told =
        "%d of %d jobs are added, and maybe some of those after them: %s"
            .formatted(stored, all, e.getMessage());
    return Refused.halfDone(new Problem(code, told), e);
  }

  private static List<NewJob> jobs(String text) {
    List<String> elements = RawText.elements("body", text);
    if (elements.size() > MOST) {
      throw new Refused(
          ProblemCode.PAYLOAD_TOO_LARGE,
          "The body has " + elements.size() + " jobs, more than " + MOST + ".");
    }
    List<NewJob> jobs = new ArrayList<>(elements.size());
    for (String element : elements) {
      jobs.add(job(Body.of("body", "/" + jobs.size(), element)));
    }
    return jobs;
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
