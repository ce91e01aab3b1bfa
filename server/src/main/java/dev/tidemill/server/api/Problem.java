package dev.tidemill.server.api;

import tools.jackson.databind.node.ObjectNode;

/**
 * What went wrong with a request, as RFC 9457 writes it.
 *
 * @param status the HTTP status
 * @param code stable, for programs
 * @param title the kind of problem
 * @param detail this one
 * @param hint what to do
 */
public record Problem(int status, String code, String title, String detail, String hint) {

  /** The media type of its JSON. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Redis does not answer. */
  public static Problem redisUnavailable(String detail) {
    return new Problem(
        503,
        "redis-unavailable",
        "Redis does not answer",
        detail,
        "The server goes on trying; ask again in a few seconds.");
  }

  /** Something of our own failed. */
  public static Problem internal() {
    return new Problem(
        500,
        "internal",
        "The server made a mistake",
        "The request could not be answered; the server's log says why.",
        "Report it with the log, please.");
  }

  /** As JSON; {@code instance} is the path that was asked for. */
  public String json(String instance) {
    ObjectNode problem = PoolJson.object();
    problem.put("type", "/problems/" + code);
    problem.put("title", title).put("status", status).put("code", code);
    problem.put("detail", detail).put("instance", instance).put("hint", hint);
    return problem.toString();
  }
}
