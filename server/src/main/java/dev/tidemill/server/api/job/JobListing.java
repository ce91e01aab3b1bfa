package dev.tidemill.server.api.job;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobPage;
import dev.tidemill.job.JobState;
import dev.tidemill.queue.JobPages;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.queue.Queues;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pages of the jobs in one or more states, newest first in each. */
final class JobListing {

  private final Queues queues;

  JobListing(Queues queues) {
    this.queues = queues;
  }

  Answer page(Request request) {
    List<JobState> states = States.named(request.parameter("state", ""));
    int limit = (int) request.number("limit", 50, 1, JobPages.MOST);
    boolean whole = request.flag("data");
    Entry entry = queues.named(request);
    String kind = "jobs " + entry.prefix() + ":" + entry.name();
    Place place = Place.read(request, kind, states);
    Walk walk = new Walk(queues.queue(entry), states, whole, Json.object());
    Place next = walk.fill(place, limit);
    ObjectNode answer = walk.answer();
    answer.put("next", Place.write(next, kind, states));
    answer.put("total", walk.total());
    answer.put("asOf", Instant.ofEpochMilli(queues.clock().millis()).toString());
    return Answer.json(answer);
  }

  /** One page in the making. */
  private record Walk(Queue queue, List<JobState> states, boolean whole, ObjectNode answer) {

    @Nullable Place fill(Place from, int limit) {
      ArrayNode items = answer.putArray("items");
      Set<String> told = new HashSet<>();
      boolean lost = false;
      Place at = from;
      while (at != null && told.size() < limit) {
        JobState state = states.get(at.state());
        JobPage page = queue.pages().page(state, at.anchor(), limit - told.size());
        lost |= page.lost();
        List<String> fresh = page.ids().stream().filter(told::add).toList();
        for (Job job : queue.pages().read(fresh, whole)) {
          items.add(whole ? JobJson.whole(job, state) : JobJson.brief(job, state));
        }
        at = page.next() == null ? at.inNextState(states.size()) : at.at(page.next(), 0);
      }
      answer.put("anchorLost", lost);
      return at;
    }

    long total() {
      return queue.jobs().counts(states.toArray(JobState[]::new)).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }
}
