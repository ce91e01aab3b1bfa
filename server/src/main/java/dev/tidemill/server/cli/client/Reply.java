package dev.tidemill.server.cli.client;

import dev.tidemill.server.api.Json;
import tools.jackson.databind.JsonNode;

/**
 * What was answered.
 *
 * @param status as HTTP numbers it
 * @param text as it came
 */
public record Reply(int status, String text) {

  private static final int REFUSALS = 300;

  /** Whether it is no refusal. */
  public boolean isOk() {
    return status < REFUSALS;
  }

  /** The JSON in it; an empty object when it is none. */
  public JsonNode json() {
    JsonNode node = Json.read(text);
    return node == null ? Json.object() : node;
  }
}
