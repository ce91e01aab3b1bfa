package dev.tidemill.server.cli.noun;

import dev.tidemill.server.cli.client.Call;
import dev.tidemill.server.cli.client.Client;
import dev.tidemill.server.cli.client.Reply;
import dev.tidemill.server.cli.print.Facts;
import dev.tidemill.server.cli.print.Ink;
import dev.tidemill.server.cli.print.Table;
import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;

/**
 * One command while it is carried out.
 *
 * @param given what it was given
 * @param client whom it asks
 * @param stage where it is carried out
 * @param ink how it prints
 */
record Session(Given given, Client client, Stage stage, Ink ink) {

  PrintWriter out() {
    return given.spec().commandLine().getOut();
  }

  PrintWriter err() {
    return given.spec().commandLine().getErr();
  }

  boolean isJson() {
    return given.flag("--json");
  }

  /**
   * Asks.
   *
   * @throws dev.tidemill.server.cli.CommandFailed when it is refused
   */
  Reply ask(Call call) {
    Reply reply = client.send(call.with("prefix", prefix(call)));
    if (!reply.isOk()) {
      throw Refusals.of(reply);
    }
    return reply;
  }

  private String prefix(Call call) {
    return call.path().startsWith("/api/v1/queues") ? given.option("--prefix", "") : "";
  }

  /** A list in full, or as it came. */
  void list(Reply reply, Table table) {
    if (isJson()) {
      out().println(reply.text());
      return;
    }
    JsonNode answer = reply.json();
    JsonNode items = answer.isArray() ? answer : answer.path("items");
    table.print(out(), ink, items);
    String next = answer.path("next").asString("");
    if (!next.isEmpty()) {
      err().println(items.size() + " shown; more with --cursor=" + next);
    }
  }

  /** One thing with all that is told of it, or as it came. */
  void facts(Reply reply) {
    if (isJson()) {
      out().println(reply.text());
    } else {
      Facts.of(reply.json()).print(out(), ink);
    }
  }

  /** A deed that is done, in one sentence, or as it came. */
  void done(Reply reply, String told) {
    out().println(isJson() ? reply.text() : told);
  }
}
