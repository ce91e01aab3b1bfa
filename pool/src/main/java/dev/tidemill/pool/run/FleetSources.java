package dev.tidemill.pool.run;

import dev.tidemill.pool.store.Fleet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sources of all nodes as one: ours as it is, those of others as of their last beats.
 *
 * <p><b>Threading:</b> one thread.
 */
final class FleetSources {

  private final Fleet fleet;
  private final SourceLook ours;
  private List<SourceFigures> others = List.of();
  private SourceFigures all = SourceFigures.NONE;
  private long lookedAtMs;
  private double heldMs;

  FleetSources(Fleet fleet, SourceLook ours) {
    this.fleet = fleet;
    this.ours = ours;
  }

  /**
   * Hears what the others tell; asks nobody where there are none.
   *
   * @param nodes of the fleet
   * @throws dev.tidemill.redis.RedisException when Redis does not answer
   */
  void read(List<String> nodes) {
    Map<String, String> crews = nodes.size() < 2 ? Map.of() : fleet.crews();
    others =
        nodes.stream()
            .filter(node -> !node.equals(fleet.node()))
            .flatMap(node -> Stream.ofNullable(NodeJson.source(crews.getOrDefault(node, ""))))
            .toList();
  }

  /** Goes by ours alone from now on. */
  void forget() {
    others = List.of();
  }

  /** Looks at ours; asks Redis nothing. */
  void look(long nowMs) {
    all = ours.at(nowMs).with(others);
    heldMs += lookedAtMs == 0 ? 0 : all.held() * (nowMs - lookedAtMs);
    lookedAtMs = nowMs;
  }

  /** How many messages wait there, below 0 when it is not known. */
  long waiting() {
    return all.waiting();
  }

  /** Whether there is nothing more to push anywhere. */
  boolean haveEnded() {
    return all.ended();
  }

  /** For how long their pushers were held in all. */
  long heldMs() {
    return (long) heldMs;
  }
}
