package dev.tidemill.server.api.job;

import dev.tidemill.job.JobAnchor;
import dev.tidemill.job.JobState;
import dev.tidemill.server.api.Cursor;
import dev.tidemill.server.api.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a walk through jobs is.
 *
 * @param state which of the states asked for, 0 for the first
 * @param anchor in that state
 * @param looked at how many jobs the walk has looked so far
 */
public record Place(int state, JobAnchor anchor, long looked) {

  /** Before the first. */
  public static final Place BEGINNING = new Place(0, JobAnchor.BEGINNING, 0);

  /**
   * What the request's cursor tells; the beginning when it has none.
   *
   * @throws dev.tidemill.server.api.Refused when it is not of a list of this kind
   */
  public static Place read(Request request, String kind, List<JobState> states) {
    ObjectNode place = Cursor.read(request, kind(kind, states));
    if (place == null) {
      return BEGINNING;
    }
    List<String> ids = new ArrayList<>();
    place.path("i").forEach(id -> ids.add(id.asString("")));
    JobAnchor anchor = new JobAnchor(place.path("p").asLong(0), place.path("c").asString(""), ids);
    int state = Math.clamp(place.path("s").asInt(0), 0, states.size() - 1);
    return new Place(state, anchor, place.path("l").asLong(0));
  }

  /** As a cursor, or null for the end. */
  public static @Nullable String write(@Nullable Place place, String kind, List<JobState> states) {
    if (place == null) {
      return null;
    }
    ObjectNode cursor = Cursor.of(kind(kind, states)).put("s", place.state);
    cursor.put("p", place.anchor.place()).put("c", place.anchor.score()).put("l", place.looked);
    ArrayNode ids = cursor.putArray("i");
    place.anchor.ids().forEach(ids::add);
    return Cursor.write(cursor);
  }

  private static String kind(String kind, List<JobState> states) {
    return kind + " " + states.stream().map(States::name).toList();
  }

  /** The beginning of the state after this one, or null when this is the last. */
  public @Nullable Place inNextState(int states) {
    return state + 1 < states ? new Place(state + 1, JobAnchor.BEGINNING, looked) : null;
  }

  /** Further on in the same state. */
  public Place at(JobAnchor further, long lookedNow) {
    return new Place(state, further, lookedNow);
  }
}
