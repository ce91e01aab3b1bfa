package dev.tidemill.queue;

import dev.tidemill.job.NewJob;
import dev.tidemill.redis.Refusal;
import dev.tidemill.wire.Stored;
import java.util.ArrayList;
import java.util.List;

/** Reads what became of added jobs: ids, or the exception that tells why there is none. */
final class AddAnswer {

  private AddAnswer() {}

  /** The id; {@code queue} is named with its prefix. */
  static String id(Stored stored, NewJob job, String queue) {
    return switch (stored.refusal()) {
      case NONE -> stored.id();
      case PARENT_MISSING ->
          throw new ParentMissing(
              "Job '%s' was not added to %s: there is no parent %s. Add the parent first"
                  .formatted(job.name(), queue, stored.detail()));
      case PARENT_OTHER ->
          throw new ParentTaken(
              "Job '%s' of %s is a child of %s already: give the new child an id of its own"
                  .formatted(job.options().id(), queue, stored.detail()));
      case BY_REDIS -> throw refused(job, queue, stored.detail());
    };
  }

  /** The ids, in order, unless one was refused. */
  static List<String> ids(List<Stored> stored, List<NewJob> jobs, String queue) {
    List<String> ids = new ArrayList<>(stored.size());
    for (int n = 0; n < stored.size(); n++) {
      ids.add(id(stored.get(n), jobs.get(n), queue));
    }
    return ids;
  }

  private static QueueException refused(NewJob job, String queue, String answer) {
    String message =
        "Redis refused job '%s' for %s: %s%s"
            .formatted(job.name(), queue, answer, Refusal.remedy(answer));
    return answer.contains("WRONGTYPE") ? new ForeignKey(message) : new AddRefused(message);
  }
}
