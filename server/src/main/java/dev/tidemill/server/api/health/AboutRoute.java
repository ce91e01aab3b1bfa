package dev.tidemill.server.api.health;

import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.Route;
import java.util.List;

/**
 * What this server is and what it lets others do.
 *
 * @param version of this build
 * @param readOnly whether it refuses all that would change something
 */
public record AboutRoute(String version, boolean readOnly) {

  /** The route. */
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/server",
            request ->
                Answer.json(Json.object().put("version", version).put("readOnly", readOnly))));
  }
}
