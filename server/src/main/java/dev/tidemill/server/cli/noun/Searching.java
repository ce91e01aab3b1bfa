package dev.tidemill.server.cli.noun;

import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.RawText;
import dev.tidemill.server.cli.client.Call;
import dev.tidemill.server.cli.client.Reply;
import dev.tidemill.server.cli.print.Table;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code tidemill job ls --search}: a request searches for a moment only, so this goes on from one
 * to the next until it has found enough or seen all, and says how far it came.
 */
final class Searching {

  /** What a list has where nothing is said. */
  private static final int USUAL = 50;

  /** A queue that is worked off faster than it is searched would have it begin anew for ever. */
  private static final int MOST_LOST = 10;

  private static final long DRAW_EVERY = Duration.ofMillis(200).toNanos();
  private static final long TELL_EVERY = Duration.ofSeconds(5).toNanos();
  private static final String REST_OF_LINE_AWAY = "\r\u001b[K";

  private final Session session;
  private final Call call;
  private final int limit;
  private final Map<String, String> found = new LinkedHashMap<>(); // as they were told, by id
  private final boolean draws;
  private long told = System.nanoTime();
  private int pages;
  private long lost;
  private long tooLarge;

  private Searching(Session session, Call call) {
    this.session = session;
    this.call = call;
    this.limit = limit(session.given().option("--limit"));
    this.draws = session.stage().draws();
  }

  /** Those of a list that fit. */
  static void list(Session session, Call call, Table table) {
    new Searching(session, call).list(table);
  }

  /** What is no number is refused by who is asked. */
  private static int limit(@Nullable String given) {
    return given == null || !given.matches("\\d{1,9}") ? USUAL : Integer.parseInt(given);
  }

  private void list(Table table) {
    Reply reply = session.ask(call);
    JsonNode page = noted(reply);
    while (goesOn(page)) {
      progress(page);
      reply =
          session.ask(
              call.with("limit", String.valueOf(limit - found.size()))
                  .with("cursor", page.path("next").asString("")));
      page = noted(reply);
    }
    if (session.isJson()) {
      session.out().println(pages == 1 ? reply.text() : whole(page).toString());
    } else {
      show(page, table);
    }
  }

  private JsonNode noted(Reply reply) {
    JsonNode page = reply.json();
    pages++;
    lost += page.path("anchorLost").asBoolean(false) ? 1 : 0;
    tooLarge += page.path("tooLarge").asLong(0);
    String items = RawText.member("answer", reply.text(), "items");
    for (String item : RawText.elements("items", items == null ? "[]" : items)) {
      found.putIfAbsent(tree(item).path("id").asString(""), item);
    }
    return page;
  }

  private static JsonNode tree(String item) {
    JsonNode tree = Json.read(item);
    return tree == null ? Json.object() : tree;
  }

  private boolean goesOn(JsonNode page) {
    return !page.path("next").asString("").isEmpty() && found.size() < limit && lost < MOST_LOST;
  }

  private void progress(JsonNode page) {
    long now = System.nanoTime();
    if (session.isJson() || now - told < (draws ? DRAW_EVERY : TELL_EVERY)) {
      return;
    }
    told = now;
    String line = searched(page) + ", " + found.size() + " found";
    if (draws) {
      session.err().print(REST_OF_LINE_AWAY + line);
    } else {
      session.err().println(line);
    }
    session.err().flush();
  }

  private static String searched(JsonNode page) {
    return page.path("progress").asString("").replace(", keep going", "");
  }

  private void show(JsonNode page, Table table) {
    session.err().print(draws ? REST_OF_LINE_AWAY : "");
    session.err().flush();
    table.print(
        session.out(), session.ink(), found.values().stream().map(Searching::tree).toList());
    session.out().flush();
    String next = page.path("next").asString("");
    session
        .err()
        .println(
            found.size()
                + " shown; "
                + searched(page)
                + (tooLarge == 0 ? "" : "; " + tooLarge + " payloads too large to look into")
                + (next.isEmpty() ? "" : "; more with --cursor=" + next));
  }

  /** All pages as one. */
  private ObjectNode whole(JsonNode last) {
    ObjectNode answer = Json.object();
    Json.putRaw(answer, "items", "[" + String.join(",", found.values()) + "]");
    last.properties().stream()
        .filter(member -> !member.getKey().equals("items"))
        .forEach(member -> answer.set(member.getKey(), member.getValue()));
    return answer.put("anchorLost", lost > 0).put("tooLarge", tooLarge);
  }
}
