package dev.tidemill.server.cli.noun;

import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * How somebody looks at the screen of {@code tidemill dash}; keys make another one of it.
 *
 * @param panel what is shown
 * @param row the one that keys are about
 * @param filter what its rows have in them
 * @param mode what keys mean
 * @param held whether nothing moves
 */
record View(Panel panel, int row, String filter, Mode mode, boolean held) {

  /** What keys mean. */
  enum Mode {
    /** What the help says. */
    WATCHING,
    /** Letters of the filter. */
    TYPING,
    /** Yes or no. */
    ASKING,
    /** Enough of the help. */
    HELP
  }

  private static final char ESCAPE = 27;
  private static final char DELETE = 127;

  static final View FIRST = new View(Panel.POOL, 0, "", Mode.WATCHING, false);

  View pressed(char key) {
    return switch (mode) {
      case WATCHING -> watching(key);
      case TYPING -> typing(key);
      case ASKING, HELP -> as(Mode.WATCHING);
    };
  }

  private View watching(char key) {
    return switch (key) {
      case '\t' -> new View(panel.next(), 0, "", mode, held);
      case 'j' -> new View(panel, row + 1, filter, mode, held);
      case 'k' -> new View(panel, Math.max(0, row - 1), filter, mode, held);
      case ' ' -> new View(panel, row, filter, mode, !held);
      case '/' -> as(Mode.TYPING);
      case 'S' -> as(Mode.ASKING);
      case '?' -> as(Mode.HELP);
      case ESCAPE -> filtered("");
      default -> this;
    };
  }

  private View typing(char key) {
    return switch (key) {
      case '\r', '\n' -> as(Mode.WATCHING);
      case ESCAPE -> filtered("").as(Mode.WATCHING);
      case DELETE, '\b' -> filtered(filter.substring(0, Math.max(0, filter.length() - 1)));
      default -> Character.isISOControl(key) ? this : filtered(filter + key);
    };
  }

  private View as(Mode other) {
    return new View(panel, row, filter, other, held);
  }

  private View filtered(String other) {
    return new View(panel, 0, other, mode, held);
  }

  /** The same on a row that there is. */
  View within(int rows) {
    return new View(panel, Math.clamp(row, 0, Math.max(0, rows - 1)), filter, mode, held);
  }

  /** What is to be done at a key, as the API names it; empty when nothing is. */
  String deed(char key) {
    boolean worker = mode == Mode.WATCHING && panel != Panel.QUEUES;
    return switch (key) {
      case 'f' -> worker ? "turn" : "";
      case 'R' -> worker ? "rest" : "";
      case 'G' -> worker ? "resume" : "";
      case 'y' -> mode == Mode.ASKING ? "switch" : "";
      default -> "";
    };
  }

  boolean ends(char key) {
    return mode == Mode.WATCHING && key == 'q';
  }

  /** Whether a worker or a queue is among those looked for. */
  boolean shows(JsonNode item) {
    return filter.isEmpty()
        || Stream.of("id", "name", "role", "doing")
            .map(field -> item.path(field).asString("").toLowerCase(Locale.ROOT))
            .anyMatch(text -> text.contains(filter.toLowerCase(Locale.ROOT)));
  }
}
