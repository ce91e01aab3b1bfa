package dev.tidemill.server.api.bulk;

import dev.tidemill.job.JobState;
import dev.tidemill.server.api.Body;
import dev.tidemill.server.api.job.States;
import dev.tidemill.server.api.search.SearchText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs of a queue are meant, and what is to be done with them.
 *
 * @param action {@code retry}, {@code promote} or {@code remove}
 * @param state of the jobs
 * @param text what they must hold, or null for all
 * @param limit how many at most, the newest
 */
record Selection(String action, JobState state, @Nullable SearchText text, long limit) {

  static Selection read(Body body) {
    body.only("action", "select", "limit", "dryRun");
    String action = body.word("action", List.of("retry", "promote", "remove"));
    Body select = body.object("select").only("state", "q");
    List<JobState> states = States.named(select.text("state", standard(action)));
    String q = select.text("q", "");
    SearchText text = q.isBlank() ? null : SearchText.parse(q);
    if (states.size() != 1 || !suits(action, states.getFirst())) {
      throw select.refused("state", select.text("state", ""), remedy(action));
    }
    if (text != null && text.id() != null) {
      throw select.refused("q", q, "one job has routes of its own; leave id: out");
    }
    long limit = body.number("limit", Room.MOST, 1, Room.MOST);
    return new Selection(action, states.getFirst(), text, limit);
  }

  private static String standard(String action) {
    return switch (action) {
      case "retry" -> "failed";
      case "promote" -> "delayed";
      default -> "";
    };
  }

  private static boolean suits(String action, JobState state) {
    return switch (action) {
      case "retry" -> state == JobState.FAILED || state == JobState.COMPLETED;
      case "promote" -> state == JobState.DELAYED;
      default -> state != JobState.ACTIVE;
    };
  }

  private static String remedy(String action) {
    return switch (action) {
      case "retry" -> "give failed or completed";
      case "promote" -> "only delayed jobs can be promoted";
      default -> "give one state other than active";
    };
  }
}
