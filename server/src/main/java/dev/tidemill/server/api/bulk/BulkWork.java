package dev.tidemill.server.api.bulk;

import dev.tidemill.job.JobAnchor;
import dev.tidemill.job.JobPage;
import dev.tidemill.job.JobState;
import dev.tidemill.queue.JobMissing;
import dev.tidemill.queue.JobNotInState;
import dev.tidemill.queue.Queue;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.server.api.job.Place;
import dev.tidemill.server.api.search.Search;
import dev.tidemill.server.api.search.SearchText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

  private static final int CHUNK = 50; // a script of half a millisecond
  private static final int FROM_A_LIST = 5; // it is walked through for each
  private static final int TRIES = 60;

  @Override
  public void accept(Operation operation) {
    Map<String, String> found = find(operation);
    operation.running();
    List<String> ids = new ArrayList<>(found.keySet()).reversed();
    int size = selection.state() == JobState.WAITING ? FROM_A_LIST : CHUNK;
    for (int from = 0; from < ids.size(); from += size) {
      Map<String, String> chunk = new LinkedHashMap<>();
      ids.subList(from, Math.min(ids.size(), from + size))
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
      case "promote" -> promote(chunk.keySet());
      default -> queue.upkeep().remove(selection.state(), chunk).size();
    };
  }

  private int promote(Set<String> ids) {
    int done = 0;
    for (String id : ids) {
      try {
        queue.handle(id).promote();
        done++;
      } catch (JobMissing | JobNotInState e) {
        // It has moved on: it counts as skipped.
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
        operation.await(1, TimeUnit.SECONDS);
      }
    }
    throw last == null ? new IllegalStateException("never tried") : last;
  }
}
