package dev.tidemill.pool.run;

import dev.tidemill.pool.store.HistoryStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the history knows of the roles of this node's workers. A role is told when it is a new one,
 * so at each hire, and again as long as it stays: older entries go. That a worker has no place any
 * more is told by each node that has told of it; who came and went untold stays so.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Lanes {

  private static final String NOTHING = "";
  private static final String ELSEWHERE = "elsewhere";

  /** What was told last, and when; or since when the worker is here. */
  private record Told(String role, long atMs) {}

  private final TurnPace pace = new TurnPace();
  private final Map<String, Told> told = new HashMap<>();

  /**
   * What is to be written down now; who was not told of for the longest time comes first.
   *
   * @param here the workers of this node
   * @param places all workers of the plan
   * @param nodes over which they are dealt
   */
  List<Lane> due(List<Lane> here, Collection<String> places, int nodes, long nowMs) {
    Set<String> planned = Set.copyOf(places);
    meet(here, planned, nowMs);
    List<Lane> due = new ArrayList<>();
    told.keySet().stream()
        .filter(worker -> !planned.contains(worker))
        .forEach(worker -> due.add(new Lane(worker, Lane.GONE, 0)));
    here.stream()
        .filter(lane -> planned.contains(lane.worker()))
        .filter(lane -> isDue(lane, TurnPace.gapMs(places.size()), nowMs))
        .sorted(Comparator.comparingLong(lane -> last(lane.worker()).atMs()))
        .forEach(due::add);
    int most = pace.most(here.size(), places.size(), nodes, nowMs);
    return due.subList(0, Math.min(most, due.size()));
  }

  private void meet(List<Lane> here, Set<String> places, long nowMs) {
    Set<String> ids = here.stream().map(Lane::worker).collect(Collectors.toSet());
    told.entrySet()
        .removeIf(
            one ->
                one.getValue().role().equals(NOTHING)
                    && !(ids.contains(one.getKey()) && places.contains(one.getKey())));
    told.replaceAll(
        (worker, last) -> ids.contains(worker) ? last : new Told(ELSEWHERE, last.atMs()));
    ids.stream()
        .filter(places::contains)
        .forEach(worker -> told.putIfAbsent(worker, new Told(NOTHING, nowMs)));
  }

  private boolean isDue(Lane lane, long gapMs, long nowMs) {
    Told last = last(lane.worker());
    if (last.role().equals(NOTHING)) {
      return true;
    }
    long since = nowMs - last.atMs();
    boolean isOld = since >= HistoryStore.TOLD_AGAIN.toMillis();
    boolean isNew = lane.turns() > 0 || !lane.role().equals(last.role()) || isOld;
    return isNew && (since >= gapMs || since < 0); // below 0 the clock was set back
  }

  private Told last(String worker) {
    return told.getOrDefault(worker, new Told(NOTHING, 0));
  }

  /** Hears what has been written down. */
  void written(List<Lane> lanes, long nowMs) {
    pace.written(lanes.size());
    for (Lane lane : lanes) {
      if (lane.role().equals(Lane.GONE)) {
        told.remove(lane.worker());
      } else {
        told.put(lane.worker(), new Told(lane.role(), nowMs));
      }
    }
  }
}
