package dev.tidemill.server.cli.print;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Items, a line each.
 *
 * @param columns from the left
 */
public record Table(List<Column> columns) {

  private static final int WIDEST = 60;

  /** With titles and the pointers to their values by turns. */
  public static Table of(String... titlesAndPaths) {
    List<Column> columns = new ArrayList<>();
    for (int n = 0; n < titlesAndPaths.length; n += 2) {
      columns.add(new Column(titlesAndPaths[n], titlesAndPaths[n + 1]));
    }
    return new Table(columns);
  }

  /** With those of the other's columns that at least one item has a value for. */
  public Table withThoseTold(Table other, Iterable<JsonNode> items) {
    List<Column> all = new ArrayList<>(columns);
    for (Column column : other.columns) {
      for (JsonNode item : items) {
        JsonNode value = item.at(column.path());
        if (value.isValueNode() && !value.isNull()) {
          all.add(column);
          break;
        }
      }
    }
    return new Table(all);
  }

  /** Draws it. */
  public void print(PrintWriter out, Ink ink, Iterable<JsonNode> items) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(columns.stream().map(Column::title).toList());
    items.forEach(item -> rows.add(columns.stream().map(column -> column.text(item)).toList()));
    if (ink.plain()) {
      rows.forEach(row -> out.println(String.join("\t", row)));
      return;
    }
    int[] widths = widths(rows);
    boolean[] numbers = numbers(rows);
    out.println(ink.strong(line(rows.getFirst(), widths, numbers)));
    rows.stream().skip(1).forEach(row -> out.println(line(row, widths, numbers)));
  }

  private int[] widths(List<List<String>> rows) {
    int[] widths = new int[columns.size()];
    for (List<String> row : rows) {
      for (int n = 0; n < widths.length; n++) {
        widths[n] = Math.max(widths[n], Math.min(WIDEST, row.get(n).length()));
      }
    }
    return widths;
  }

  /** Which columns hold numbers alone: those stand to the right. */
  private boolean[] numbers(List<List<String>> rows) {
    boolean[] numbers = new boolean[columns.size()];
    for (int n = 0; n < numbers.length; n++) {
      int column = n;
      numbers[n] =
          rows.size() > 1
              && rows.stream().skip(1).allMatch(row -> row.get(column).matches("-|[\\d.]+"));
    }
    return numbers;
  }

  private static String line(List<String> row, int[] widths, boolean[] numbers) {
    StringBuilder line = new StringBuilder();
    for (int n = 0; n < widths.length; n++) {
      String text = row.get(n);
      String cell = text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text;
      String space = " ".repeat(widths[n] - cell.length());
      line.append(numbers[n] ? space + cell : cell + space).append("  ");
    }
    return line.toString().stripTrailing();
  }
}
