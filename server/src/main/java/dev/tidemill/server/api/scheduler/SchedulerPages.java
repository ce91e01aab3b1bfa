package dev.tidemill.server.api.scheduler;

import dev.tidemill.job.JobScheduler;
import dev.tidemill.queue.JobSchedulers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schedulers of a queue in the order in which Redis has them: by the time of the next job, and
 * by id where that is the same. A place is the last one that was told, so those that move or go
 * meanwhile take no other along.
 */
record SchedulerPages(JobSchedulers schedulers) {

  /** The last one that was told. */
  record Place(long next, String id) {

    static @Nullable Place read(@Nullable ObjectNode cursor) {
      return cursor == null || !cursor.has("i")
          ? null
          : new Place(cursor.path("t").asLong(0), cursor.path("i").asString(""));
    }

    static Place of(JobScheduler one) {
      return new Place(one.next().toEpochMilli(), one.id());
    }

    ObjectNode into(ObjectNode cursor) {
      return cursor.put("t", next).put("i", id);
    }

    private boolean isBefore(JobScheduler one) {
      int order = Long.compare(next, one.next().toEpochMilli());
      return (order == 0 ? Arrays.compareUnsigned(bytes(id), bytes(one.id())) : order) < 0;
    }

    private static byte[] bytes(String id) {
      return id.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The first ones after a place, or of all where it is null. */
  List<JobScheduler> after(@Nullable Place place, int most) {
    List<JobScheduler> found = new ArrayList<>();
    long count = schedulers.count();
    for (long at = place == null ? 0 : rankAfter(place, count);
        found.size() < most && at < count;
        at += most) { // one whose hash is gone leaves a gap
      schedulers.page(at, at + most - 1, true).stream()
          .filter(one -> place == null || place.isBefore(one))
          .limit(most - found.size())
          .forEach(found::add);
    }
    return found;
  }

  /** So many come before it, at least. */
  private long rankAfter(Place place, long count) {
    long low = 0;
    long high = count;
    while (low < high) {
      long middle = (low + high) / 2;
      List<JobScheduler> one = schedulers.page(middle, middle, true);
      if (one.isEmpty() || place.isBefore(one.getFirst())) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
