package dev.tidemill.server.cli.print;

import tools.jackson.databind.JsonNode;

/** A value as a text of one line. What came from others cannot steer the terminal. */
final class Cell {

  private Cell() {}

  static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "-";
    }
    String text = value.isString() ? value.asString() : value.toString();
    return harmless(text.isEmpty() ? "-" : text);
  }

  static String harmless(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
