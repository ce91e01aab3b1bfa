package dev.tidemill.server.cli.noun;

import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.client.Call;
import dev.tidemill.server.cli.client.Reply;
import dev.tidemill.server.cli.print.Table;
import java.util.List;

/** {@code tidemill worker}. */
final class WorkerVerbs {

  private static final Table TABLE =
      Table.of(
          "WORKER", "/id",
          "ROLE", "/role",
          "DOING", "/doing",
          "PUSHED", "/pushed",
          "PULLED", "/pulled",
          "FAILED", "/failed",
          "TURNS", "/turns",
          "NODE", "/node");
  private static final Table PROGRESS = Table.of("PROGRESS", "/progress");

  private WorkerVerbs() {}

  static Noun noun() {
    return new Noun(
        "worker",
        "Look at the workers of a running pool, turn them, let them rest.",
        List.of(
            Verb.of("ls", "Each worker: its role, what it does, its counts.", WorkerVerbs::list)
                .shown("tidemill worker ls", "tidemill worker ls --plain | grep resting")
                .ofThePool(),
            deed("turn", "Have a worker change its role.", "has its other role"),
            deed("rest", "Have a worker do nothing once its message is done.", "rests"),
            deed("resume", "Have a worker that rests go on.", "goes on")));
  }

  private static Verb deed(String name, String what, String told) {
    return Verb.of(name, what, session -> done(session, name, told))
        .shown("tidemill worker " + name + " w03")
        .taking(Param.place("WORKER"))
        .ofThePool();
  }

  private static int list(Session session) {
    Reply reply = session.ask(Call.get("/api/v1/pool/workers"));
    session.list(reply, TABLE.withThoseTold(PROGRESS, reply.json()));
    return ExitCode.OK;
  }

  private static int done(Session session, String deed, String told) {
    String worker = session.given().place("WORKER");
    Reply reply = session.ask(Call.post("/api/v1/pool/workers/{}/" + deed, worker));
    session.done(reply, "Worker " + worker + " " + told + ".");
    return ExitCode.OK;
  }
}
