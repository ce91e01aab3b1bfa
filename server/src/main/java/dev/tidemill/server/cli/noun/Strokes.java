package dev.tidemill.server.cli.noun;

import java.util.List;

/**
 * Bars, curves and lanes out of letters.
 *
 * @param unicode whether blocks and triangles can be shown
 */
record Strokes(boolean unicode) {

  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String LEVELS = "_.-=+*%#";

  String push() {
    return unicode ? "▲" : "^";
  }

  String pull() {
    return unicode ? "▼" : "v";
  }

  String share(long count, long most, int room) {
    int full = most == 0 ? 0 : (int) Math.min(room, count * room / most);
    String bar = (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(room - full);
    return "%2d/%d %s".formatted(count, most, bar);
  }

  /** The last values, as many as there is room for, against the greatest there may be. */
  String curve(List<Long> values, int room, long most) {
    String levels = unicode ? BLOCKS : LEVELS;
    StringBuilder text = new StringBuilder();
    values
        .subList(Math.max(0, values.size() - Math.max(0, room)), values.size())
        .forEach(
            value ->
                text.append(
                    levels.charAt((int) (value * (levels.length() - 1) / Math.max(1, most)))));
    return text.toString();
  }

  String curve(List<Long> values, int room) {
    return curve(values, room, values.stream().mapToLong(Long::longValue).max().orElse(1));
  }

  /** Above while it pushed, below while it pulled. */
  String lane(String marks, int room) {
    String last = marks.substring(Math.max(0, marks.length() - Math.max(0, room)));
    return unicode ? last.replace('^', '▀').replace('v', '▄').replace('.', '·') : last;
  }
}
