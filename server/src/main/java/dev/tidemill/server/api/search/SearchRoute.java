package dev.tidemill.server.api.search;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobState;
import dev.tidemill.queue.JobPages;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.api.job.JobJson;
import dev.tidemill.server.api.job.Place;
import dev.tidemill.server.api.job.States;
import dev.tidemill.server.api.queue.Queues;
import dev.tidemill.server.api.search.Search.Hit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers a list of jobs that is to be searched: what was found in the time there is. */
public final class SearchRoute implements Route.Handler {

  /** So long a request searches. */
  static final Duration TIME = Duration.ofMillis(100);

  private final Queues queues;

  /** Over these. */
  public SearchRoute(Queues queues) {
    this.queues = queues;
  }

  @Override
  public Answer answer(Request request) {
    List<JobState> states = States.named(request.parameter("state", ""));
    int limit = (int) request.number("limit", 50, 1, JobPages.MOST);
    SearchText text = SearchText.parse(request.parameter("q", ""));
    Entry entry = queues.named(request);
    String kind = "search " + entry.prefix() + ":" + entry.name() + " " + text.text();
    Place place = Place.read(request, kind, states);
    Queue queue = queues.queue(entry);
    Found found = new Found(queue, Json.object(), new HashSet<>(), request.flag("data"));
    long total = counted(queue, states);
    Place next = null;
    if (text.id() != null) {
      found.one(text.id(), states);
    } else {
      if (place.equals(Place.BEGINNING) && text.perhapsId() != null) {
        found.one(text.perhapsId(), states);
      }
      next = found.search(new Search(queue, text, states, place), limit);
    }
    long looked = next == null ? total : next.looked();
    return Answer.json(told(found.answer(), Place.write(next, kind, states), looked, total));
  }

  private static long counted(Queue queue, List<JobState> states) {
    return queue.jobs().counts(states.toArray(JobState[]::new)).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private ObjectNode told(ObjectNode answer, @Nullable String next, long looked, long total) {
    answer.put("next", next).put("searched", looked).put("total", total);
    answer.put("complete", next == null);
    String searched =
        String.format(Locale.ROOT, "searched %,d of %,d", looked, total).replace(',', ' ');
    answer.put("progress", next == null ? searched : searched + ", keep going");
    return answer.put("asOf", Instant.ofEpochMilli(queues.clock().millis()).toString());
  }

  /** One answer in the making. */
  private record Found(Queue queue, ObjectNode answer, Set<String> told, boolean whole) {

    private ArrayNode items() {
      return answer.withArray("items");
    }

    void one(String id, List<JobState> states) {
      Job job = queue.job(id);
      JobState state = job == null ? JobState.UNKNOWN : queue.state(id);
      if (job != null && states.contains(state)) {
        tell(job, state);
      }
      answer.put("anchorLost", false).put("tooLarge", 0);
      items();
    }

    private void tell(Job job, JobState state) {
      if (told.add(job.id())) {
        items().add(whole ? JobJson.whole(job, state) : JobJson.brief(job, state));
      }
    }

    @Nullable Place search(Search search, int limit) {
      items();
      long began = System.nanoTime();
      while (search.at() != null
          && told.size() < limit
          && System.nanoTime() - began < TIME.toNanos()) {
        List<Hit> hits = search.step(limit - told.size());
        if (!hits.isEmpty()) {
          JobState state = hits.getFirst().state();
          queue
              .pages()
              .read(hits.stream().map(Hit::id).toList(), whole)
              .forEach(job -> tell(job, state));
        }
      }
      answer.put("anchorLost", search.lost()).put("tooLarge", search.tooLarge());
      return search.at();
    }
  }
}
