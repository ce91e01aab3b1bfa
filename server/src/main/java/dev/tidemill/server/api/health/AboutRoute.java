package dev.tidemill.server.api.health;

import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.Route;
import java.util.List;

/**
 * What this server is and what it lets others do.
 *
 * @param version of this build
 * @param node the name of this process among those that run the pool
 * @param readOnly whether it refuses all that would change something
 * @param demo whether it may be broken, to see it heal
 */
public record AboutRoute(String version, String node, boolean readOnly, boolean demo) {

  /** The route. */
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/server",
            request ->
                Answer.json(
                    Json.object()
                        .put("version", version)
                        .put("node", node)
                        .put("readOnly", readOnly)
                        .put("demo", demo))));
  }
}
