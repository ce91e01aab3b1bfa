package dev.tidemill.server.cli.noun;

import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.client.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code tidemill dash}: the pool as it moves. */
final class Dash {

  private static final String HELP =
      "j k choose a worker   f turn it   R rest   G go on   S start or stop   space hold   q quit";
  private static final int MOST_DEPTHS = 500;
  private static final int LOOKS = 20; // for keys, between two pictures
  private static final long LOOK = 50; // ms

  private final Session session;
  private final Deque<Long> depths = new ArrayDeque<>();
  private final boolean unicode;
  private JsonNode pool;
  private String said = HELP;
  private int selected;
  private boolean held;
  private boolean ends;

  private Dash(Session session) {
    this.session = session;
    this.unicode =
        session.stage().environment().getOrDefault("LC_ALL", "UTF-8").contains("UTF")
            && StandardCharsets.UTF_8.equals(System.out.charset());
    this.pool = session.ask(Call.get("/api/v1/pool")).json();
  }

  static int shown(Session session) {
    Dash dash = new Dash(session);
    if (session.given().flag("--once")) {
      dash.look();
      dash.lines(80).forEach(session.out()::println);
    } else if (session.stage().shows() && session.stage().asks()) {
      dash.onScreen();
    } else {
      dash.asLines();
    }
    return ExitCode.OK;
  }

  private void look() {
    pool = session.ask(Call.get("/api/v1/pool")).json();
    JsonNode counts = pool.path("counts");
    depths.addLast(counts.path("waiting").asLong(0) + counts.path("prioritized").asLong(0));
    if (depths.size() > MOST_DEPTHS) {
      depths.removeFirst();
    }
    selected = Math.clamp(selected, 0, Math.max(0, pool.path("workers").size() - 1));
  }

  private List<String> lines(int width) {
    JsonNode queues = session.ask(Call.get("/api/v1/queues")).json().path("items");
    List<String> lines = new ArrayList<>();
    lines.add(session.ink().faint("tidemill   " + session.client().where()));
    lines.addAll(
        new Picture(pool, queues, List.copyOf(depths), selected, unicode)
            .lines(session.ink(), width));
    return lines;
  }

  private void asLines() {
    while (true) {
      look();
      session.out().println(session.isJson() ? pool.toString() : lines(120).get(1));
      Following.pause(LOOKS * LOOK);
    }
  }

  private void onScreen() {
    try (FullScreen screen = FullScreen.enter(session.out())) {
      while (!ends) {
        if (!held) {
          look();
          int[] size = FullScreen.size();
          List<String> lines = lines(size[1]);
          lines.add("");
          lines.add(session.ink().faint(said));
          screen.show(lines, size[0]);
        }
        keys();
      }
    }
  }

  /** Waits a second for the next picture, less when a key was pressed. */
  private void keys() {
    try {
      for (int n = 0; n < LOOKS; n++) {
        if (session.stage().in().ready()) {
          pressed((char) session.stage().in().read());
          return;
        }
        Following.pause(LOOK);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The keys cannot be read", e);
    }
  }

  private void pressed(char key) {
    switch (key) {
      case 'q' -> ends = true;
      case 'j' -> selected++;
      case 'k' -> selected--;
      case ' ' -> held = !held;
      case 'f' -> deed("turn");
      case 'R' -> deed("rest");
      case 'G' -> deed("resume");
      case 'S' -> asked(pool.path("running").asBoolean(false) ? "/stop" : "/start");
      default -> said = HELP;
    }
  }

  private void deed(String deed) {
    String worker = pool.path("workers").path(selected).path("id").asString("");
    if (!worker.isEmpty()) {
      asked("/workers/" + worker + "/" + deed);
    }
  }

  private void asked(String path) {
    try {
      session.ask(Call.post("/api/v1/pool" + path));
      said = HELP;
    } catch (CommandFailed e) {
      said = String.valueOf(e.getMessage());
    }
  }
}
