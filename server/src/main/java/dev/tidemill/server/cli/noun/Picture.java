package dev.tidemill.server.cli.noun;

import dev.tidemill.server.cli.print.Ink;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The pool and its queues at one moment, as lines of a terminal.
 *
 * @param pool as the API tells it
 * @param queues the items of the list of queues
 * @param depths how many messages waited, oldest first
 * @param selected the row of the worker that keys are about
 * @param unicode whether blocks and triangles can be shown
 */
record Picture(JsonNode pool, JsonNode queues, List<Long> depths, int selected, boolean unicode) {

  private static final int BAR = 20;
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String LEVELS = "_.-=+*%#";

  List<String> lines(Ink ink, int width) {
    List<String> lines = new ArrayList<>();
    lines.add(ink.strong(roles()));
    lines.add(flow(width));
    lines.add("");
    lines.add(ink.faint("  worker  role    doing        pushed   pulled   failed    turns"));
    int row = 0;
    for (JsonNode worker : pool.path("workers")) {
      String line = (row == selected ? "> " : "  ") + worker(worker);
      lines.add(row++ == selected ? ink.strong(line) : line);
    }
    lines.add("");
    lines.add(ink.faint("  queue                  wait   active  delayed     done   failed"));
    queues.forEach(queue -> lines.add(queue(queue)));
    return lines;
  }

  private String roles() {
    JsonNode limits = pool.path("limits");
    long every = pool.path("switchEvery").asLong(0);
    return "%s PUSH %s   %s PULL %s   switches %d   next %d/%d%s"
        .formatted(
            unicode ? "▲" : "^",
            share(pool.path("pusherCount").asInt(0), limits.path("maxPushers").asInt(1)),
            unicode ? "▼" : "v",
            share(pool.path("pullerCount").asInt(0), limits.path("maxPullers").asInt(1)),
            pool.path("roleSwitchCount").asLong(0),
            pool.path("messageCount").asLong(0),
            every,
            pool.path("running").asBoolean(false) ? "" : "   (stands still)");
  }

  private String share(int count, int most) {
    int full = most == 0 ? 0 : Math.min(BAR, count * BAR / most);
    String bar = (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(BAR - full);
    return "%2d/%d %s".formatted(count, most, bar);
  }

  /** What waits now, and how that went. */
  private String flow(int width) {
    long depth = depths.isEmpty() ? 0 : depths.getLast();
    String told =
        "pushed %d   done %d   failed %d   waiting %d  "
            .formatted(
                pool.path("totalMessageCount").asLong(0),
                pool.path("done").asLong(0),
                pool.path("failed").asLong(0),
                depth);
    int room = Math.max(0, Math.min(depths.size(), width - told.length() - 1));
    return told + spark(depths.subList(depths.size() - room, depths.size()));
  }

  private String spark(List<Long> values) {
    long most = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
    String levels = unicode ? BLOCKS : LEVELS;
    StringBuilder text = new StringBuilder();
    values.forEach(
        value -> text.append(levels.charAt((int) (value * (levels.length() - 1) / most))));
    return text.toString();
  }

  private String worker(JsonNode worker) {
    boolean pushes = worker.path("role").asString("").equals("Pusher");
    String mark = unicode ? (pushes ? "▲" : "▼") : (pushes ? "^" : "v");
    return "%-7s %s %-5s %-9s %9d %8d %8d %8d"
        .formatted(
            worker.path("id").asString(""),
            mark,
            pushes ? "PUSH" : "PULL",
            worker.path("doing").asString(""),
            worker.path("pushed").asLong(0),
            worker.path("pulled").asLong(0),
            worker.path("failed").asLong(0),
            worker.path("turns").asLong(0));
  }

  private static String queue(JsonNode queue) {
    JsonNode counts = queue.path("counts");
    String name = queue.path("name").asString("").replaceAll("\\p{Cntrl}", " ");
    String shown = name.length() > 18 ? name.substring(0, 17) + "~" : name;
    long wait = counts.path("waiting").asLong(0) + counts.path("prioritized").asLong(0);
    return "  %-18s %8d %8d %8d %8d %8d%s"
        .formatted(
            shown,
            wait,
            counts.path("active").asLong(0),
            counts.path("delayed").asLong(0),
            counts.path("completed").asLong(0),
            counts.path("failed").asLong(0),
            queue.path("paused").asBoolean(false) ? "  paused" : "");
  }
}
