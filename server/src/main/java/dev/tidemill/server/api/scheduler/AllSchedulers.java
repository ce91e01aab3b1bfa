package dev.tidemill.server.api.scheduler;

import dev.tidemill.job.JobScheduler;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.queue.SchedulerRefused;
import dev.tidemill.redis.CommandRejected;
import dev.tidemill.redis.NotForUs;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Cursor;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.queue.Queues;
import dev.tidemill.server.api.scheduler.SchedulerPages.Place;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schedulers of all queues, queue by queue. A request looks at as many queues as it can within
 * a tenth of a second, so a page may be short though more follow.
 */
record AllSchedulers(Queues queues) {

  private static final String KIND = "schedulers of all";
  private static final Duration TIME = Duration.ofMillis(100);

  Answer page(Request request) {
    int limit = (int) request.number("limit", 50, 1, SchedulerRoutes.MOST);
    ObjectNode cursor = Cursor.read(request, KIND);
    Entry first =
        cursor == null
            ? null
            : new Entry(cursor.path("p").asString(""), cursor.path("n").asString(""));
    Queues.Known known = queues.knownFrom(first);
    Walk walk = Walk.begun(queues, limit);
    @Nullable ObjectNode next = null;
    for (Entry queue : known.queues()) {
      if (walk.isOver()) {
        next = at(queue);
        break;
      }
      Place last = walk.through(queue, queue.equals(first) ? Place.read(cursor) : null);
      if (last != null) {
        next = last.into(at(queue));
        break;
      }
    }
    ObjectNode answer = walk.answer();
    answer.put("next", next == null ? null : Cursor.write(next));
    return Answer.json(answer.put("complete", known.complete()));
  }

  private static ObjectNode at(Entry queue) {
    return Cursor.of(KIND).put("p", queue.prefix()).put("n", queue.name());
  }

  /** One page in the making. */
  private record Walk(Queues queues, int limit, ArrayNode items, ArrayNode refused, long until) {

    static Walk begun(Queues queues, int limit) {
      long until = System.nanoTime() + TIME.toNanos();
      return new Walk(queues, limit, Json.array(), Json.array(), until);
    }

    boolean isOver() {
      return items.size() >= limit || System.nanoTime() - until > 0;
    }

    ObjectNode answer() {
      ObjectNode answer = Json.object();
      answer.set("items", items);
      answer.set("refused", refused);
      return answer;
    }

    /** Tells those of a queue; the last of them where more follow, else null. */
    @Nullable Place through(Entry queue, @Nullable Place last) {
      int most = limit - items.size();
      try (Queue one = queues.apart(queue)) { // those that requests keep open are for few queues
        List<JobScheduler> found = new SchedulerPages(one.schedulers()).after(last, most + 1);
        found.stream().limit(most).forEach(each -> items.add(row(queue, each)));
        return found.size() > most ? Place.of(found.get(most - 1)) : null;
      } catch (SchedulerRefused | NotForUs | CommandRejected e) { // it hides no other queue
        refused.add(head(queue).put("detail", String.valueOf(e.getMessage())));
        return null;
      }
    }

    private static ObjectNode head(Entry queue) {
      return Json.object().put("prefix", queue.prefix()).put("queue", queue.name());
    }

    private static ObjectNode row(Entry queue, JobScheduler one) {
      return head(queue).setAll(SchedulerRoutes.json(one));
    }
  }
}
