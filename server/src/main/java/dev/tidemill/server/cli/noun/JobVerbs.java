package dev.tidemill.server.cli.noun;

import dev.tidemill.server.api.Json;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.client.Call;
import dev.tidemill.server.cli.client.Reply;
import dev.tidemill.server.cli.print.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** {@code tidemill job}: one job, or a list of them. */
final class JobVerbs {

  static final String ALL = "/api/v1/queues/{}/jobs";
  static final String ONE = ALL + "/{}";
  private static final Param ID = Param.place("ID");
  private static final Table TABLE =
      Table.of(
          "ID", "/id",
          "NAME", "/name",
          "STATE", "/state",
          "ATTEMPTS", "/attemptsMade",
          "ADDED", "/addedAt",
          "FINISHED", "/finishedAt",
          "REASON", "/failedReason");

  private JobVerbs() {}

  static Noun noun() {
    return new Noun(
        "job",
        "Look at jobs, add them, try them again, remove them.",
        List.of(
            list(),
            Verb.of("show", "One job with payload, options, result and errors.", JobVerbs::shown)
                .shown("tidemill job show mails 42")
                .taking(Param.QUEUE, ID),
            add(),
            JobDeedVerbs.retry(),
            JobDeedVerbs.promote(),
            JobDeedVerbs.remove(),
            Verb.of("logs", "What a job has written into its log.", JobLog::told)
                .shown("tidemill job logs mails 42", "tidemill job logs mails 42 -f")
                .taking(Param.QUEUE, ID, Param.flag("-f", "go on until the job has ended"))));
  }

  private static Verb list() {
    return Verb.of("ls", "The jobs of a queue, newest first in each state.", JobVerbs::listed)
        .shown(
            "tidemill job ls mails --state=failed",
            "tidemill job ls mails --search=error:timeout --json")
        .taking(
            Param.QUEUE,
            Param.option(
                "--state", "STATE,...", "waiting, active, delayed, completed, failed, ..."),
            Param.option("--search", "TEXT", "that hold a text; name:, error:, data.PATH:, id:"),
            Param.flag("--whole", "with payload, options and result (--json)"),
            Param.LIMIT,
            Param.CURSOR);
  }

  private static Verb add() {
    return Verb.of(
            "add",
            "Add a job. DATA is its payload as JSON; - reads it from stdin.",
            JobVerbs::added)
        .shown(
            "tidemill job add mails '{\"to\": \"ann\"}' --name=welcome",
            "tidemill job add mails '{}' --options='{\"attempts\": 3, \"delay\": 5000}'",
            "jq .order order.json | tidemill job add orders -")
        .taking(
            Param.QUEUE,
            Param.place("DATA"),
            Param.option("--name", "NAME", "of the job [message]"),
            Param.option("--options", "JSON", "under BullMQ's names"));
  }

  private static int listed(Session session) {
    Given given = session.given();
    Call call =
        Call.get(ALL, given.place("QUEUE"))
            .with("state", given.option("--state"))
            .with("q", given.option("--search"))
            .with("data", given.flag("--whole") ? "true" : null)
            .with("limit", given.option("--limit"))
            .with("cursor", given.option("--cursor"));
    if (given.option("--search", "").isEmpty()) {
      session.list(session.ask(call), TABLE);
    } else {
      Searching.list(session, call, TABLE);
    }
    return ExitCode.OK;
  }

  private static int shown(Session session) {
    session.facts(session.ask(one(session, "GET")));
    return ExitCode.OK;
  }

  private static Call one(Session session, String method) {
    return Call.of(method, ONE, session.given().place("QUEUE"), session.given().place("ID"));
  }

  private static int added(Session session) {
    Given given = session.given();
    String data = given.place("DATA");
    ObjectNode body = Json.object();
    body.put("name", given.option("--name", "message"));
    Json.putRaw(body, "data", json(given, "DATA", data.equals("-") ? input(session) : data));
    Json.putRaw(body, "options", json(given, "--options", given.option("--options", "{}")));
    Call call = Call.post(ALL, given.place("QUEUE")).sending(body.toString());
    Reply reply = session.ask(call);
    String id = reply.json().path("id").asString("");
    session.done(reply, "Job " + id + " is in queue " + given.place("QUEUE") + ".");
    return ExitCode.OK;
  }

  private static String json(Given given, String where, String text) {
    if (!Json.isOne(text)) {
      throw given.wrong(where + " is no JSON: " + text.strip() + ": write a text as '\"text\"'");
    }
    return text;
  }

  private static String input(Session session) {
    try {
      return session.stage().in().lines().collect(Collectors.joining("\n"));
    } catch (UncheckedIOException e) {
      throw new UncheckedIOException("Standard input cannot be read", new IOException(e));
    }
  }
}
