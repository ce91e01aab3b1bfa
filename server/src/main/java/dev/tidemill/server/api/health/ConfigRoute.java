package dev.tidemill.server.api.health;

import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.Route;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How this server was set up.
 *
 * @param lines a setting each, in order
 */
public record ConfigRoute(List<Line> lines) {

  /** Keeps its own copy. */
  public ConfigRoute {
    lines = List.copyOf(lines);
  }

  /**
   * One setting.
   *
   * @param key as in a file of settings
   * @param value empty when it has none; not that of a secret
   * @param kind of source, in lower case
   * @param source for people
   */
  public record Line(String key, String value, String kind, String source) {}

  /** The route. */
  public List<Route> routes() {
    return List.of(Route.get("/api/v1/config", request -> answer()));
  }

  private Answer answer() {
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    for (Line line : lines) {
      ObjectNode one = items.addObject().put("key", line.key()).put("value", line.value());
      one.put("kind", line.kind()).put("source", line.source());
    }
    return Answer.json(answer);
  }
}
