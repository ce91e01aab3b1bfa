package dev.tidemill.server.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What went wrong with a request, as RFC 9457 writes it.
 *
 * @param code the kind of problem
 * @param detail this one
 * @param logId what the lines of the log about it have too, or null when there are none
 */
public record Problem(ProblemCode code, String detail, @Nullable String logId) {

  /** The media type of its JSON. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** One that the log has nothing about. */
  public Problem(ProblemCode code, String detail) {
    this(code, detail, null);
  }

  /**
   * As JSON.
   *
   * @param base what the other side has to put before our paths
   * @param instance the path that was asked for
   */
  public String json(String base, String instance) {
    ObjectNode problem = Json.object();
    problem.put("type", base + "/problems/" + code.code());
    problem.put("title", code.title()).put("status", code.status()).put("code", code.code());
    problem.put("detail", detail).put("instance", base + instance).put("hint", code.remedy());
    if (logId != null) {
      problem.put("logId", logId);
    }
    return problem.toString();
  }
}
