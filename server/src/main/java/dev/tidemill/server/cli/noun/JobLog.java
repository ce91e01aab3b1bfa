package dev.tidemill.server.cli.noun;

import dev.tidemill.server.api.Json;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.client.Call;
import dev.tidemill.server.cli.client.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code tidemill job logs}. */
final class JobLog {

  private static final long BETWEEN = 500; // ms
  private static final Set<String> ENDED = Set.of("completed", "failed");

  private final Session session;
  private final boolean follow;
  private @Nullable String cursor;
  private int told; // lines of the page at the cursor

  private JobLog(Session session) {
    this.session = session;
    this.follow = session.given().flag("-f");
  }

  static int told(Session session) {
    new JobLog(session).tell();
    return ExitCode.OK;
  }

  private void tell() {
    boolean last = !follow;
    do {
      boolean ended = follow && hasEnded(); // asked first: what is written before its end is told
      last |= ended;
      while (page()) {}
      last |= session.out().checkError(); // nobody reads it any more
      if (!last) {
        Following.pause(BETWEEN);
      }
    } while (!last);
  }

  /** Tells what is new on one page; answers whether another one follows. */
  private boolean page() {
    Reply reply = session.ask(call("/logs").with("cursor", cursor));
    JsonNode page = reply.json();
    if (page.path("anchorLost").asBoolean(false)) {
      told = 0;
    }
    List<String> lines = new ArrayList<>();
    page.path("items").forEach(line -> lines.add(line.asString("")));
    List<String> fresh = lines.subList(Math.min(told, lines.size()), lines.size());
    print(reply, fresh);
    told = lines.size();
    String next = page.path("next").asString("");
    if (!next.isEmpty()) {
      cursor = next;
      told = 0;
    }
    return !next.isEmpty();
  }

  private void print(Reply reply, List<String> fresh) {
    if (!session.isJson()) {
      fresh.forEach(session.out()::println);
    } else if (!follow) {
      session.out().println(reply.text());
    } else if (!fresh.isEmpty()) {
      session.out().println(Json.object().set("items", Json.tree(fresh)));
    }
  }

  private boolean hasEnded() {
    return ENDED.contains(session.ask(call("")).json().path("state").asString(""));
  }

  private Call call(String rest) {
    return Call.get(
        JobVerbs.ONE + rest, session.given().place("QUEUE"), session.given().place("ID"));
  }
}
