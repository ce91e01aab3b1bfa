package dev.tidemill.server.cli.noun;

import dev.tidemill.server.api.Json;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.client.Call;
import dev.tidemill.server.cli.client.Reply;
import dev.tidemill.server.cli.print.Facts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tidemill pool}. */
final class PoolVerbs {

  private static final String POOL = "/api/v1/pool";

  /** The settings that can be changed, with the API's names. */
  private static final Map<String, String> SETTINGS =
      new TreeMap<>(
          Map.of(
              "--max-pushers", "maxPushers",
              "--max-pullers", "maxPullers",
              "--min-pushers", "minPushers",
              "--min-pullers", "minPullers",
              "--switch-every", "switchEvery",
              "--policy", "policy",
              "--turn-order", "turnOrder",
              "--push-interval-ms", "pushIntervalMs",
              "--target-wait-ms", "targetWaitMs",
              "--max-backlog", "maxBacklog"));

  private PoolVerbs() {}

  static Noun noun() {
    return new Noun(
        "pool",
        "Look at the pool of a server, start it, stop it, steer it.",
        List.of(
            Verb.of(
                    "status",
                    "The pool: how many push and pull, and its counts.",
                    PoolVerbs::status)
                .shown("tidemill pool status", "tidemill pool status --json | jq .pusherCount")
                .ofThePool(),
            Verb.of("start", "Start it; fine when it runs already.", s -> switched(s, "start"))
                .shown("tidemill pool start --server=http://mill:3000 --token=secret")
                .ofThePool(),
            Verb.of("stop", "Stop it; what is under way ends first.", s -> switched(s, "stop"))
                .shown("tidemill pool stop")
                .ofThePool(),
            Verb.of("step", "Move one worker towards pushers or pullers.", PoolVerbs::step)
                .shown("tidemill pool step", "tidemill pool step pullers")
                .taking(Param.maybe("TOWARDS"))
                .ofThePool(),
            set()));
  }

  private static Verb set() {
    return Verb.of(
            "set", "Change settings of the pool; they stay over restarts.", PoolVerbs::changed)
        .shown("tidemill pool set --max-pullers=20", "tidemill pool set --policy=balance")
        .taking(
            SETTINGS.keySet().stream()
                .map(name -> Param.option(name, label(name), meaning(name)))
                .toArray(Param[]::new))
        .ofThePool();
  }

  private static String label(String option) {
    return switch (option) {
      case "--policy" -> "POLICY";
      case "--turn-order" -> "ORDER";
      default -> "N";
    };
  }

  private static String meaning(String option) {
    return switch (option) {
      case "--policy" -> "staircase, fixed or balance";
      case "--turn-order" -> "fifo or lifo";
      case "--switch-every" -> "messages to a switch";
      case "--push-interval-ms" -> "time between two messages of a pusher";
      case "--max-backlog" -> "messages that wait before pushers do; 0 for no bound";
      case "--target-wait-ms" -> "how long messages may wait under balance";
      default -> option.startsWith("--max") ? "the most at once" : "the fewest at once";
    };
  }

  private static int status(Session session) {
    Reply reply = session.ask(Call.get(POOL));
    if (session.isJson()) {
      session.out().println(reply.text());
    } else if (reply.json() instanceof ObjectNode pool) {
      pool.put("workers", pool.path("workers").size());
      Facts.of(pool).print(session.out(), session.ink());
    }
    return ExitCode.OK;
  }

  private static int switched(Session session, String how) {
    Reply reply = session.ask(Call.post(POOL + "/" + how));
    JsonNode answer = reply.json();
    String standing = answer.path("running").asBoolean(false) ? "runs" : "stands still";
    String before = answer.path("changed").asBoolean(true) ? "." : ", as before.";
    session.done(reply, "The pool " + standing + before);
    return ExitCode.OK;
  }

  private static int step(Session session) {
    String towards = session.given().place("TOWARDS");
    ObjectNode body = Json.object().put("towards", towards.isEmpty() ? "pushers" : towards);
    told(session, session.ask(Call.post(POOL + "/step").sending(body.toString())));
    return ExitCode.OK;
  }

  private static int changed(Session session) {
    ObjectNode body = Json.object();
    SETTINGS.forEach(
        (option, field) -> {
          String value = session.given().option(option);
          if (value != null && value.matches("\\d{1,15}")) {
            body.put(field, Long.parseLong(value));
          } else if (value != null) {
            body.put(field, value);
          }
        });
    if (body.isEmpty()) {
      throw session.given().wrong("Nothing is to be changed: give a setting, as --max-pullers=20");
    }
    told(session, session.ask(Call.of("PATCH", POOL).sending(body.toString())));
    return ExitCode.OK;
  }

  private static void told(Session session, Reply reply) {
    JsonNode pool = reply.json();
    session.done(
        reply,
        "The pool has %d pushers and %d pullers."
            .formatted(pool.path("pusherCount").asInt(0), pool.path("pullerCount").asInt(0)));
  }
}
