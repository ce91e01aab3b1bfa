package dev.tidemill.server.cli.noun;

import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.client.Call;
import dev.tidemill.server.cli.client.Reply;
import java.util.List;

/** Verbs that need no noun. */
final class Alone {

  static final Noun NOUN = new Noun("", "", List.of());

  private Alone() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.of("dash", "Watch the pool move, in the terminal; keys turn its workers.", Dash::shown)
            .shown(
                "tidemill dash", "tidemill dash --once", "tidemill dash --json | jq .pusherCount")
            .taking(Param.flag("--once", "one picture, then end"))
            .ofThePool(),
        Verb.of("healthcheck", "Ask a server whether it can work; for containers.", Alone::healthy)
            .shown(
                "tidemill healthcheck",
                "HEALTHCHECK CMD tidemill healthcheck --server=http://127.0.0.1:3000 --timeout=2s")
            .ofThePool());
  }

  private static int healthy(Session session) {
    Reply reply = session.client().send(Call.get("/readyz"));
    String status = reply.json().path("status").asString("unknown");
    session.done(reply, status);
    if (!reply.isOk()) {
      throw new CommandFailed(
          ExitCode.FAILED, "The server at " + session.client().where() + " cannot work", null);
    }
    return ExitCode.OK;
  }
}
