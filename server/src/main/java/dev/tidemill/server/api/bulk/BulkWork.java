package dev.tidemill.server.api.bulk;

import dev.tidemill.job.JobAnchor;
import dev.tidemill.job.JobPage;
import dev.tidemill.queue.JobHandle;
import dev.tidemill.queue.JobLocked;
import dev.tidemill.queue.JobMissing;
import dev.tidemill.queue.JobNotInState;
import dev.tidemill.queue.JobOfScheduler;
import dev.tidemill.queue.Queue;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.server.api.job.Place;
import dev.tidemill.server.api.search.Search;
import dev.tidemill.server.api.search.SearchText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does something to all jobs of a selection: first looks which they are, then does it to each of
 * them once, the oldest first, a chunk at a time.
 *
 * <p><b>Delivery:</b> a job that has moved meanwhile is left alone, so none is done twice: not one
 * that fails again while the others are being retried, and not after a lost answer either.
 */
record BulkWork(Queue queue, Selection selection) implements Consumer<Operation> {

  private static final int CHUNK = 100;
  private static final int TRIES = 60;
  private static final long A_SECOND = 1_000; // ms

  @Override
  public void accept(Operation operation) {
    Map<String, String> found = find(operation);
    operation.running();
    List<String> ids = new ArrayList<>(found.keySet()).reversed();
    for (int from = 0; from < ids.size(); from += CHUNK) {
      Map<String, String> chunk = new LinkedHashMap<>();
      ids.subList(from, Math.min(ids.size(), from + CHUNK))
          .forEach(id -> chunk.put(id, found.getOrDefault(id, "")));
      long done = patiently(operation, () -> (long) carryOut(chunk));
      operation.count(done, chunk.size() - done);
      operation.rest();
    }
  }

  /** The jobs with their scores, newest first. */
  private Map<String, String> find(Operation operation) {
    Map<String, String> found = new LinkedHashMap<>();
    SearchText text = selection.text();
    if (text != null) {
      search(operation, text, found);
      return found;
    }
    JobAnchor at = JobAnchor.BEGINNING;
    while (at != null && found.size() < selection.limit()) {
      JobAnchor from = at;
      JobPage page = patiently(operation, () -> queue.pages().page(selection.state(), from, 200));
      for (int n = 0; n < page.ids().size() && found.size() < selection.limit(); n++) {
        found.putIfAbsent(page.ids().get(n), page.scores().isEmpty() ? "" : page.scores().get(n));
      }
      at = page.next();
      operation.found(found.size(), page.total(), found.size());
      operation.rest();
    }
    return found;
  }

  private void search(Operation operation, SearchText text, Map<String, String> found) {
    Search search = new Search(queue, text, List.of(selection.state()), Place.BEGINNING);
    long total = queue.jobs().counts(selection.state()).values().iterator().next();
    while (search.at() != null && found.size() < selection.limit()) {
      int most = (int) Math.min(200, selection.limit() - found.size());
      patiently(operation, () -> search.step(most))
          .forEach(hit -> found.putIfAbsent(hit.id(), hit.score()));
      Place at = search.at();
      operation.found(at == null ? total : at.looked(), total, found.size());
      operation.rest();
    }
  }

  private int carryOut(Map<String, String> chunk) {
    return switch (selection.action()) {
      case "retry" -> queue.upkeep().retry(selection.state(), chunk).size();
      case "promote" -> eachOf(chunk, this::isPromoted);
      default -> eachOf(chunk, this::isRemoved);
    };
  }

  private boolean isPromoted(String id) {
    queue.handle(id).promote();
    return true;
  }

  private boolean isRemoved(String id) {
    JobHandle job = queue.handle(id);
    return job.state() == selection.state() && job.remove();
  }

  private static int eachOf(Map<String, String> chunk, Predicate<String> deed) {
    int done = 0;
    for (String id : chunk.keySet()) {
      try {
        done += deed.test(id) ? 1 : 0;
      } catch (JobMissing | JobLocked | JobNotInState | JobOfScheduler e) {
        // It has moved on, or is not to be removed: it counts as skipped.
      }
    }
    return done;
  }

  /**
   * Redis may be away for a while: what was not answered is asked again, and does no harm twice.
   */
  private static <R> R patiently(Operation operation, Supplier<R> call) {
    @Nullable ConnectionLost last = null;
    for (int n = 0; n < TRIES; n++) {
      try {
        return call.get();
      } catch (ConnectionLost e) {
        last = e;
        operation.await(A_SECOND);
      }
    }
    throw last == null ? new IllegalStateException("never tried") : last;
  }
}
