package dev.tidemill.server.cli.noun;

import dev.tidemill.server.api.Json;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.client.Call;
import dev.tidemill.server.cli.client.Reply;
import dev.tidemill.server.cli.print.Facts;
import dev.tidemill.server.cli.print.Table;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tidemill queue}. */
final class QueueVerbs {

  private static final String ONE = "/api/v1/queues/{}";
  private static final long LOOK = 20; // ms
  private static final Table TABLE =
      Table.of(
          "QUEUE", "/name",
          "PREFIX", "/prefix",
          "WAITING", "/counts/waiting",
          "PRIORITIZED", "/counts/prioritized",
          "ACTIVE", "/counts/active",
          "DELAYED", "/counts/delayed",
          "COMPLETED", "/counts/completed",
          "FAILED", "/counts/failed",
          "PAUSED", "/paused",
          "CONSUMERS", "/consumers");
  private static final Table FLOW =
      Table.of("IN/S", "/rates/in", "OUT/S", "/rates/out", "OLDEST", "/oldestWaiting");

  private QueueVerbs() {}

  static Noun noun() {
    return new Noun(
        "queue",
        "Look at queues, hold them, empty them.",
        List.of(
            Verb.of("ls", "All queues that the Redis holds, ours and Node.js's.", QueueVerbs::list)
                .shown(
                    "tidemill queue ls",
                    "tidemill queue ls --redis-url=redis://db:6379/3 --json | jq '.items[].name'")
                .taking(Param.LIMIT, Param.CURSOR),
            Verb.of("show", "One queue, and why nobody works it off.", QueueVerbs::show)
                .shown("tidemill queue show mails")
                .taking(Param.QUEUE),
            Verb.of("pause", "Hand out no more jobs; those under way end.", s -> hold(s, "pause"))
                .shown("tidemill queue pause mails")
                .taking(Param.QUEUE),
            Verb.of("resume", "Hand out jobs again.", s -> hold(s, "resume"))
                .shown("tidemill queue resume mails")
                .taking(Param.QUEUE),
            drain(),
            obliterate()));
  }

  private static Verb drain() {
    return Verb.of(
            "drain",
            "Delete the jobs that wait. (To let them be worked off, just leave the workers"
                + " running.)",
            QueueVerbs::drained)
        .shown("tidemill queue drain mails --dry-run", "tidemill queue drain mails --delayed --yes")
        .taking(Param.QUEUE, Param.flag("--delayed", "the delayed ones too"))
        .deleting();
  }

  private static Verb obliterate() {
    return Verb.of("obliterate", "Delete a queue with all its jobs.", QueueVerbs::obliterated)
        .shown("tidemill queue obliterate mails")
        .taking(Param.QUEUE, Param.flag("--force", "although jobs are active"))
        .deleting();
  }

  private static int list(Session session) {
    Call call =
        Call.get("/api/v1/queues")
            .with("limit", session.given().option("--limit"))
            .with("cursor", session.given().option("--cursor"));
    Reply reply = session.ask(call);
    while (!reply.json().path("complete").asBoolean(true)) { // the keys are still looked through
      Following.pause(LOOK);
      reply = session.ask(call);
    }
    session.list(reply, TABLE.withThoseTold(FLOW, reply.json().path("items")));
    return ExitCode.OK;
  }

  private static int show(Session session) {
    Reply reply = session.ask(Call.get(ONE, queue(session)));
    if (session.isJson() || !(reply.json() instanceof ObjectNode one)) {
      session.facts(reply);
      return ExitCode.OK;
    }
    JsonNode findings = one.remove("diagnosis");
    Facts.of(one).print(session.out(), session.ink());
    for (JsonNode finding : findings) {
      String told = finding.path("tells").asString("") + " " + finding.path("remedy").asString("");
      session.out().println(session.ink().warning("! " + told));
    }
    return ExitCode.OK;
  }

  private static int hold(Session session, String how) {
    Reply reply = session.ask(Call.post(ONE + "/" + how, queue(session)));
    String standing = how.equals("pause") ? "paused" : "not paused";
    boolean changed = reply.json().path("changed").asBoolean(true);
    session.done(
        reply, "Queue " + queue(session) + " is " + standing + (changed ? "." : ", as before."));
    return ExitCode.OK;
  }

  private static int drained(Session session) {
    boolean delayed = session.given().flag("--delayed");
    List<String> states =
        delayed ? List.of("waiting", "prioritized", "delayed") : List.of("waiting", "prioritized");
    String what = counted(session, states) + " of queue " + queue(session);
    if (!Consent.given(session, what, queue(session))) {
      return ExitCode.OK;
    }
    ObjectNode body = Json.object().put("confirm", queue(session)).put("delayed", delayed);
    Call call = Call.post(ONE + "/drain", queue(session)).sending(body.toString());
    return Following.toItsEnd(session, session.ask(call), done -> "Deleted " + what + ".");
  }

  private static int obliterated(Session session) {
    String what = "queue " + queue(session) + " with " + counted(session, List.of());
    if (!Consent.given(session, what, queue(session))) {
      return ExitCode.OK;
    }
    boolean force = session.given().flag("--force");
    ObjectNode body = Json.object().put("confirm", queue(session)).put("force", force);
    Call call = Call.post(ONE + "/obliterate", queue(session)).sending(body.toString());
    return Following.toItsEnd(session, session.ask(call), done -> "Deleted " + what + ".");
  }

  /** How many jobs there are in those states; without states, in all. */
  private static String counted(Session session, List<String> states) {
    JsonNode counts = session.ask(Call.get(ONE + "/counts", queue(session))).json();
    String told =
        counts.properties().stream()
            .filter(one -> states.isEmpty() || states.contains(one.getKey()))
            .filter(one -> one.getValue().isNumber() && one.getValue().asLong() > 0)
            .map(one -> one.getValue() + " " + one.getKey())
            .collect(Collectors.joining(", "));
    return told.isEmpty() ? "no jobs" : told + " jobs";
  }

  private static String queue(Session session) {
    return session.given().place("QUEUE");
  }
}
