package dev.tidemill.server.cli.noun;

import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.client.Reply;
import tools.jackson.databind.JsonNode;

/** A refusal of the API as the end of a command. */
final class Refusals {

  private Refusals() {}

  static CommandFailed of(Reply reply) {
    JsonNode problem = reply.json();
    String code = problem.path("code").asString("");
    String detail = problem.path("detail").asString("It was answered with " + reply.status() + ".");
    String remedy = remedy(code, problem.path("hint").asString(""));
    return new CommandFailed(exitCode(reply.status()), (detail + " " + remedy).strip(), null);
  }

  static int exitCode(int status) {
    return switch (status) {
      case 400, 413, 415 -> ExitCode.USAGE;
      case 404 -> ExitCode.NOT_FOUND;
      case 401, 403, 405, 409, 422, 429 -> ExitCode.REFUSED;
      case 502, 503 -> ExitCode.REDIS;
      case 408, 504 -> ExitCode.TIMED_OUT;
      default -> ExitCode.FAILED;
    };
  }

  /** The API's hint in the words of the command line. */
  private static String remedy(String code, String hint) {
    return switch (code) {
      case "queue-not-found" -> "'tidemill queue ls' tells those there are.";
      case "job-not-found" -> "'tidemill job ls QUEUE --search=TEXT' looks for one.";
      case "worker-not-found" -> "'tidemill worker ls' tells those there are.";
      case "unauthenticated" -> "Give the server's token with --token or TIDEMILL_TOKEN.";
      case "queue-busy" -> "Pause it and let them end, or add --force.";
      case "pool-not-running" -> "'tidemill pool start' starts it.";
      case "redis-unavailable" -> "Start it, or correct --redis-url.";
      case "validation" -> "";
      default -> hint;
    };
  }
}
