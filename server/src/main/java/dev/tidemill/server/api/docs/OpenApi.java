package dev.tidemill.server.api.docs;

import dev.tidemill.server.api.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of all routes for programs, OpenAPI 3.1; a test holds it against the routes and
 * against what they answer.
 *
 * @param text as it is served
 */
record OpenApi(String text) {

  private static final String FILE = "openapi.json";

  /** Reads it from the class path. */
  static OpenApi fromClassPath() {
    try (InputStream in = OpenApi.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not in the jar: build it again");
      }
      return new OpenApi(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + FILE + " from the class path failed", e);
    }
  }

  /** What it tells of each path. */
  ObjectNode paths() {
    JsonNode document = Json.read(text);
    if (document == null || !(document.path("paths") instanceof ObjectNode paths)) {
      throw new IllegalStateException(FILE + " has no paths");
    }
    return paths;
  }
}
