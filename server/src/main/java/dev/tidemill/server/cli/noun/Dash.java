package dev.tidemill.server.cli.noun;

import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.client.Call;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** {@code tidemill dash}: the pool as it moves. */
final class Dash {

  private static final int LINE = 120;
  private static final int LOOKS = 20; // for keys, between two pictures
  private static final long LOOK = 50; // ms
  private static final char ESCAPE = 27;

  private final Session session;
  private final Strokes strokes;
  private final Seen seen = new Seen();
  private View view = View.FIRST;
  private String said = "";
  private boolean ends;

  private Dash(Session session) {
    this.session = session;
    this.strokes =
        new Strokes(
            session.stage().environment().getOrDefault("LC_ALL", "UTF-8").contains("UTF")
                && StandardCharsets.UTF_8.equals(System.out.charset()));
  }

  static int shown(Session session) {
    Dash dash = new Dash(session);
    dash.look();
    boolean once = session.given().flag("--once");
    if (once && session.isJson()) {
      session.out().println(dash.seen.pool().toString());
    } else if (once) {
      dash.picture(80).all(session.ink(), session.client().where()).forEach(session.out()::println);
    } else if (!session.isJson() && session.stage().shows() && session.stage().asks()) {
      dash.onScreen();
    } else {
      dash.asLines();
    }
    return ExitCode.OK;
  }

  private void look() {
    seen.see(
        session.ask(Call.get("/api/v1/pool")).json(),
        session.ask(Call.get("/api/v1/queues")).json().path("items"));
  }

  private Picture picture(int width) {
    return new Picture(seen, view, strokes, width);
  }

  /** Until nobody reads them any more. */
  private void asLines() {
    while (!session.out().checkError()) {
      String line = String.join("   ", new Picture(seen, view, strokes, LINE).summary());
      session.out().println(session.isJson() ? seen.pool().toString() : line.stripTrailing());
      Following.pause(LOOKS * LOOK);
      look();
    }
  }

  private void onScreen() {
    try (FullScreen screen = FullScreen.enter(session.out())) {
      while (!ends) {
        FullScreen.Size size = FullScreen.size();
        view = view.within(picture(size.columns()).count());
        String where = session.client().where();
        Picture now = picture(size.columns());
        screen.show(now.lines(session.ink(), where, said, size.rows() - 1), size.rows());
        if (!keys() && !view.held()) {
          lookAgain();
        }
      }
    }
  }

  /** A server that is gone for a while leaves the last picture, and why it stands. */
  private void lookAgain() {
    try {
      look();
      said = "";
    } catch (CommandFailed e) {
      said = String.valueOf(e.getMessage());
    }
  }

  /** Waits a second for the next picture; true when a key was pressed before. */
  private boolean keys() {
    try {
      BufferedReader in = session.stage().in();
      for (int n = 0; n < LOOKS; n++) {
        if (in.ready()) {
          pressed(key(in));
          return true;
        }
        Following.pause(LOOK);
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("The keys cannot be read", e);
    }
  }

  /** An arrow comes as three. */
  private static char key(BufferedReader in) throws IOException {
    char key = (char) in.read();
    if (key != ESCAPE || !in.ready() || in.read() != '[') {
      return key;
    }
    return switch (in.read()) {
      case 'A' -> 'k';
      case 'B' -> 'j';
      default -> 0;
    };
  }

  private void pressed(char key) {
    said = "";
    String deed = view.deed(key);
    ends = view.ends(key);
    view = view.pressed(key);
    if (deed.equals("switch")) {
      asked(picture(LINE).runs() ? "/stop" : "/start");
    } else if (!deed.isEmpty() && !picture(LINE).worker().isEmpty()) {
      asked("/workers/" + picture(LINE).worker() + "/" + deed);
    }
  }

  private void asked(String path) {
    try {
      session.ask(Call.post("/api/v1/pool" + path));
      look();
    } catch (CommandFailed e) {
      said = String.valueOf(e.getMessage());
    }
  }
}
