package dev.tidemill.server.cli.noun;

import dev.tidemill.server.api.Json;
import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.client.Call;
import dev.tidemill.server.cli.client.Reply;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What {@code tidemill job} does to jobs: to those named, or to all that fit. */
final class JobDeedVerbs {

  private static final Param ALL = Param.flag("--all", "all that fit instead of those named");
  private static final Param SEARCH =
      Param.option("--search", "TEXT", "with --all: only those that hold a text");

  private JobDeedVerbs() {}

  static Verb retry() {
    return Verb.of("retry", "Try jobs again that have failed.", s -> done(s, "retry"))
        .shown(
            "tidemill job retry mails 42 43",
            "tidemill job retry mails --all --search=error:timeout")
        .taking(Param.QUEUE, Param.places("ID"), ALL, SEARCH);
  }

  static Verb promote() {
    return Verb.of("promote", "Put delayed jobs in line now.", s -> done(s, "promote"))
        .shown("tidemill job promote mails 42", "tidemill job promote mails --all")
        .taking(Param.QUEUE, Param.places("ID"), ALL, SEARCH);
  }

  static Verb remove() {
    return Verb.of("rm", "Delete jobs.", JobDeedVerbs::removed)
        .shown("tidemill job rm mails 42", "tidemill job rm mails --all --state=failed --dry-run")
        .taking(
            Param.QUEUE,
            Param.places("ID"),
            ALL,
            Param.option("--state", "STATE", "with --all: those in this state"),
            SEARCH)
        .deleting();
  }

  private static int removed(Session session) {
    boolean all = all(session);
    String queue = session.given().place("QUEUE");
    String what =
        all
            ? matched(session, queue) + " jobs of queue " + queue
            : "job " + String.join(", ", session.given().places("ID")) + " of queue " + queue;
    return Consent.given(session, what, queue) ? done(session, "remove") : ExitCode.OK;
  }

  private static boolean all(Session session) {
    boolean all = session.given().flag("--all");
    if (all == !session.given().places("ID").isEmpty()) {
      throw session.given().wrong("Name the jobs by their ids, or all that fit with --all");
    }
    return all;
  }

  private static long matched(Session session, String queue) {
    ObjectNode body = selection(session, "remove").put("dryRun", true);
    return session.ask(bulk(queue, body)).json().path("matched").asLong(0);
  }

  private static ObjectNode selection(Session session, String action) {
    ObjectNode body = Json.object().put("action", action);
    ObjectNode select = body.putObject("select");
    String state = action.equals("remove") ? session.given().option("--state") : null;
    String text = session.given().option("--search");
    if (state != null) {
      select.put("state", state);
    }
    if (text != null) {
      select.put("q", text);
    }
    return body;
  }

  private static Call bulk(String queue, ObjectNode body) {
    return Call.post("/api/v1/queues/{}/bulk", queue).sending(body.toString());
  }

  private static int done(Session session, String action) {
    String queue = session.given().place("QUEUE");
    if (all(session)) {
      Reply begun = session.ask(bulk(queue, selection(session, action)));
      return Following.toItsEnd(session, begun, done -> told(action, done + " jobs"));
    }
    List<String> ids = session.given().places("ID");
    int failed = 0;
    int last = ExitCode.OK;
    for (String id : ids) {
      try {
        session.done(session.ask(call(action, queue, id)), told(action, "Job " + id));
      } catch (CommandFailed e) {
        session.err().println("tidemill: " + e.getMessage());
        failed++;
        last = e.exitCode();
      }
    }
    return failed == 0 || failed == ids.size() ? last : ExitCode.PARTLY;
  }

  private static Call call(String action, String queue, String id) {
    return action.equals("remove")
        ? Call.of("DELETE", JobVerbs.ONE, queue, id)
        : Call.post(JobVerbs.ONE + "/" + action, queue, id);
  }

  private static String told(String action, String who) {
    return switch (action) {
      case "retry" -> who + " in line again.";
      case "promote" -> who + " in line now.";
      default -> who + " deleted.";
    };
  }
}
