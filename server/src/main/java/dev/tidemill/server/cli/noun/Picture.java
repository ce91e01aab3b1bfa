package dev.tidemill.server.cli.noun;

import dev.tidemill.server.cli.print.Ink;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The pool and its queues as lines of a terminal.
 *
 * @param seen what is drawn
 * @param view which part of it
 * @param strokes with what
 * @param width how long a line may be
 */
record Picture(Seen seen, View view, Strokes strokes, int width) {

  private static final int WIDE = 100;
  private static final List<String> HELP =
      List.of(
          "tab     pool, workers, queues",
          "j k     another row",
          "/       only rows with these letters; esc: all",
          "space   hold the picture, and let it go on",
          "f       the worker changes its role",
          "R       the worker rests once its message is done",
          "G       the worker goes on",
          "S       start or stop the pool; asks first",
          "q       leave");

  /** What can be told in two lines. */
  List<String> summary() {
    return List.of(cut(roles()), cut(flow()));
  }

  /** The whole screen. */
  List<String> lines(Ink ink, String where, String said, int height) {
    List<String> lines = new ArrayList<>();
    lines.add(ink.faint(cut(title(where))));
    lines.add(ink.strong(summary().get(0)));
    lines.add(summary().get(1));
    lines.add("");
    List<String> head = head();
    head.forEach(line -> lines.add(ink.faint(cut(line))));
    int room = Math.max(1, height - lines.size() - 2);
    lines.addAll(view.mode() == View.Mode.HELP ? HELP : rows(ink, room));
    lines.add("");
    lines.add(said.isEmpty() ? ink.faint(cut(footer())) : ink.warning(cut(said)));
    return lines;
  }

  /** All panels, one under the other. */
  List<String> all(Ink ink, String where) {
    List<String> lines = new ArrayList<>(List.of(ink.faint("tidemill   " + where + standing())));
    lines.addAll(summary());
    for (Panel panel : List.of(Panel.WORKERS, Panel.QUEUES)) {
      View whole = new View(panel, -1, "", View.Mode.WATCHING, false);
      Picture part = new Picture(seen, whole, strokes, width);
      lines.add("");
      part.head().forEach(line -> lines.add(ink.faint(part.cut(line))));
      lines.addAll(part.rows(ink, Integer.MAX_VALUE));
    }
    return lines;
  }

  private String title(String where) {
    String panels =
        Stream.of(Panel.values())
            .map(panel -> panel == view.panel() ? "[" + panel.title() + "]" : panel.title())
            .collect(Collectors.joining(" "));
    String filter = view.filter().isEmpty() ? "" : "   /" + view.filter();
    return String.join("   ", "tidemill", where, panels) + filter + standing();
  }

  private String standing() {
    return (runs() ? "" : "   stands still") + (view.held() ? "   HELD" : "");
  }

  private String footer() {
    return switch (view.mode()) {
      case WATCHING ->
          "tab panel  j k row  / filter  space hold  f turn  S start, stop  ? help  q quit";
      case TYPING -> "/" + view.filter() + "_   return: keep it, esc: all rows";
      case ASKING -> (runs() ? "Stop the pool" : "Start the pool") + "? y, or any other key for no";
      case HELP -> "any key: back";
    };
  }

  boolean runs() {
    return seen.pool().path("running").asBoolean(false);
  }

  private String roles() {
    JsonNode pool = seen.pool();
    JsonNode limits = pool.path("limits");
    int bar = width < WIDE ? 10 : 20;
    return "%s PUSH %s   %s PULL %s   switches %d   next %d/%d"
        .formatted(
            strokes.push(),
            strokes.share(number(pool, "pusherCount"), number(limits, "maxPushers"), bar),
            strokes.pull(),
            strokes.share(number(pool, "pullerCount"), number(limits, "maxPullers"), bar),
            number(pool, "roleSwitchCount"),
            number(pool, "messageCount"),
            number(pool, "switchEvery"));
  }

  /** What waits now, and how that went. */
  private String flow() {
    JsonNode pool = seen.pool();
    String told =
        "pushed %d   done %d   failed %d   waiting %d  "
            .formatted(
                number(pool, "totalMessageCount"),
                number(pool, "done"),
                number(pool, "failed"),
                seen.depths().isEmpty() ? 0 : seen.depths().getLast());
    return told + strokes.curve(seen.depths(), width - told.length() - 1);
  }

  private List<String> head() {
    return switch (view.panel()) {
      case POOL -> wave();
      case WORKERS -> List.of("  worker  role    doing        pushed   pulled   failed    turns");
      case QUEUES ->
          List.of("  queue                  wait   active  delayed     done   failed  consumers");
    };
  }

  private List<String> wave() {
    JsonNode limits = seen.pool().path("limits");
    int room = width - 11;
    return List.of(
        "pushers %s ".formatted(strokes.push())
            + strokes.curve(seen.pushers(), room, number(limits, "maxPushers")),
        "pullers %s ".formatted(strokes.pull())
            + strokes.curve(seen.pullers(), room, number(limits, "maxPullers")),
        "");
  }

  private List<JsonNode> items() {
    List<JsonNode> all = view.panel() == Panel.QUEUES ? seen.queues() : seen.workers();
    return all.stream().filter(view::shows).toList();
  }

  int count() {
    return items().size();
  }

  /** The id of the worker in the chosen row, or nothing. */
  String worker() {
    List<JsonNode> items = items();
    return view.row() < items.size() ? items.get(view.row()).path("id").asString("") : "";
  }

  /** As many rows as there is room for, the chosen one among them. */
  private List<String> rows(Ink ink, int room) {
    List<JsonNode> items = items();
    int from = Math.clamp(view.row() - room + 1L, 0, Math.max(0, items.size() - 1));
    List<String> rows = new ArrayList<>();
    for (int n = from; n < items.size() && n - from < room; n++) {
      String row = cut((n == view.row() ? "> " : "  ") + row(items.get(n)));
      rows.add(n == view.row() ? ink.strong(row) : row);
    }
    String none = view.filter().isEmpty() ? "  none" : "  none with these letters";
    return rows.isEmpty() ? List.of(ink.faint(none)) : rows;
  }

  private String row(JsonNode item) {
    return switch (view.panel()) {
      case POOL -> "%-7s %s".formatted(does(item), strokes.lane(seen.lane(item), width - 30));
      case WORKERS ->
          "%s %9d %8d %8d %8d"
              .formatted(
                  does(item),
                  number(item, "pushed"),
                  number(item, "pulled"),
                  number(item, "failed"),
                  number(item, "turns"));
      case QUEUES -> queue(item);
    };
  }

  private String does(JsonNode worker) {
    boolean pushes = worker.path("role").asString("").equals("Pusher");
    return "%-7s %s %-5s %-9s"
        .formatted(
            worker.path("id").asString(""),
            pushes ? strokes.push() : strokes.pull(),
            pushes ? "PUSH" : "PULL",
            worker.path("doing").asString(""));
  }

  private static String queue(JsonNode queue) {
    JsonNode counts = queue.path("counts");
    JsonNode consumers = queue.path("consumers");
    String name = queue.path("name").asString("").replaceAll("\\p{Cntrl}", " ");
    String shown = name.length() > 18 ? name.substring(0, 17) + "~" : name;
    return "%-18s %8d %8d %8d %8d %8d %10s%s"
        .formatted(
            shown,
            number(counts, "waiting") + number(counts, "prioritized"),
            number(counts, "active"),
            number(counts, "delayed"),
            number(counts, "completed"),
            number(counts, "failed"),
            consumers.isNumber() ? consumers.asLong() : "?", // not told
            queue.path("paused").asBoolean(false) ? "  paused" : "");
  }

  private static long number(JsonNode node, String field) {
    return node.path(field).asLong(0);
  }

  private String cut(String line) {
    return line.length() <= width ? line : line.substring(0, Math.max(0, width));
  }
}
