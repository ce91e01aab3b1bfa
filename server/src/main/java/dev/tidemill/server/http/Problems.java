package dev.tidemill.server.http;

import dev.tidemill.server.api.Problem;

/** The problems that a request can have. */
final class Problems {

  private Problems() {}

  static Problem notFound(String path) {
    return new Problem(
        404,
        "not-found",
        "Nothing is here",
        "There is nothing at " + path + ".",
        "The page is at /, the state at /state, the stream at /events.");
  }

  static Problem methodNotAllowed(String method, String path, String allowed) {
    return new Problem(
        405,
        "method-not-allowed",
        "That method is not for this path",
        method + " is not answered at " + path + ".",
        "Use " + allowed + ".");
  }

  static Problem foreignHost(String host) {
    return new Problem(
        403,
        "foreign-host",
        "This server answers to its own address only",
        "The request was sent to the host '" + host + "'.",
        "Use http://127.0.0.1 or http://localhost, or listen elsewhere with --host.");
  }

  static Problem foreignPage() {
    return new Problem(
        403,
        "foreign-page",
        "Another page may not start or stop this pool",
        "The request comes from a page of another origin.",
        "Send it from this server's own page, or without a browser.");
  }

  static Problem poolBusy(String detail) {
    return new Problem(
        409,
        "pool-busy",
        "Another process runs this pool",
        detail + ".",
        "Start and stop it there.");
  }

  static Problem newerState(String detail) {
    return new Problem(
        409,
        "newer-state",
        "A newer release keeps this pool",
        detail + ".",
        "Run the newest release everywhere.");
  }

  static Problem tooManyStreams() {
    return new Problem(
        503,
        "too-many-streams",
        "No more streams",
        "As many streams are open as this server allows.",
        "Close one, or ask again later.");
  }

  static Problem notATime(String parameter, String value) {
    return new Problem(
        400,
        "validation",
        "A parameter cannot be read",
        "'" + parameter + "' is '" + value + "', which is no time.",
        "Give milliseconds since 1970, as in from=1764000000000.");
  }

  static Problem other(int status, String detail) {
    return new Problem(
        status, "http-" + status, "The request was refused", detail, "Check the request.");
  }
}
