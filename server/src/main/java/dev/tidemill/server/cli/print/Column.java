package dev.tidemill.server.cli.print;

import tools.jackson.databind.JsonNode;

/**
 * A column of a table.
 *
 * @param title above it
 * @param path where its value stands in an item, as a JSON pointer
 */
public record Column(String title, String path) {

  String text(JsonNode item) {
    JsonNode value = item.at(path);
    return Cell.text(value);
  }
}
