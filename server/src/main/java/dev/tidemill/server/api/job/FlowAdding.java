package dev.tidemill.server.api.job;

import dev.tidemill.job.AddedFlow;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.NewJob;
import dev.tidemill.queue.AddRefused;
import dev.tidemill.queue.FlowProducer;
import dev.tidemill.queue.ParentTaken;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Body;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.Problem;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.RawText;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.queue.Queues;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds a job with all that it waits for, in one step. */
final class FlowAdding {

  private static final int MOST_JOBS = 400; // Redis does nothing else meanwhile
  private static final int DEEPEST = 20;

  private final Queues queues;
  private final FlowProducer flows;
  private final Once once;

  FlowAdding(Queues queues, FlowProducer flows, Once once) {
    this.queues = queues;
    this.flows = flows;
    this.once = once;
  }

  Answer add(Request request) {
    FlowJob flow = new Reading(queues.own().prefix(), new ArrayList<>()).job(Body.of(request), 1);
    Entry root = new Entry(String.valueOf(flow.prefix()), flow.queue());
    return once.of(request, root, () -> added(flow, root));
  }

  private Answer.Text added(FlowJob flow, Entry root) {
    AddedFlow added = stored(flow);
    tellOf(flow);
    ObjectNode answer = told(added).put("prefix", root.prefix()).put("queue", root.name());
    return Answer.json(201, answer.toString()).with("Location", JobAdding.place(root, added.id()));
  }

  private AddedFlow stored(FlowJob flow) {
    try {
      return flows.add(flow);
    } catch (AddRefused | ParentTaken e) { // the other jobs of it are stored
      throw Refused.halfDone(
          new Problem(ProblemCode.ADD_REFUSED, String.valueOf(e.getMessage())), e);
    }
  }

  private void tellOf(FlowJob flow) {
    queues.added(new Entry(String.valueOf(flow.prefix()), flow.queue()));
    flow.children().forEach(this::tellOf);
  }

  private static ObjectNode told(AddedFlow added) {
    ObjectNode one = Json.object().put("key", added.ref().key()).put("id", added.id());
    ArrayNode children = one.putArray("children");
    added.children().forEach(child -> children.add(told(child)));
    return one;
  }

  /**
   * Reads a tree of jobs.
   *
   * @param prefix of queues that tell none
   * @param names of the jobs that were read
   */
  private record Reading(String prefix, List<String> names) {

    FlowJob job(Body body, int depth) {
      body.only("queue", "prefix", "name", "data", "options", "children");
      String queue = body.text("queue", "");
      if (queue.isEmpty() || queue.contains(":")) {
        throw body.refused("queue", queue, "name a queue, without a colon");
      }
      NewJob job = NewJobBody.read(body, "message");
      names.add(job.name());
      if (names.size() > MOST_JOBS || depth > DEEPEST) {
        throw new Refused(
            ProblemCode.PAYLOAD_TOO_LARGE,
            "A flow has up to %d jobs on %d levels.".formatted(MOST_JOBS, DEEPEST));
      }
      try {
        return FlowJob.of(queue, job)
            .under(body.text("prefix", prefix))
            .waitingFor(children(body, depth));
      } catch (IllegalArgumentException e) {
        throw new Refused(ProblemCode.VALIDATION, String.valueOf(e.getMessage()));
      }
    }

    private List<FlowJob> children(Body body, int depth) {
      if (!body.has("children")) {
        return List.of();
      }
      String where = body.where() + "/children";
      String pointer = body.pointer() + "/children/";
      List<FlowJob> children = new ArrayList<>();
      for (String child : RawText.elements(where, String.valueOf(body.raw("children")))) {
        children.add(job(Body.of(where, pointer + children.size(), child), depth + 1));
      }
      return children;
    }
  }
}
