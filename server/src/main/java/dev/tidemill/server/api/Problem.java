package dev.tidemill.server.api;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What went wrong with a request, as RFC 9457 writes it.
 *
 * @param code the kind of problem
 * @param detail this one
 * @param errors the fields of the body that are wrong, as far as they are known
 */
public record Problem(ProblemCode code, String detail, List<Flaw> errors) {

  /** The media type of its JSON. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /**
   * A field that is wrong.
   *
   * @param pointer to it in the body, as RFC 6901 writes it
   * @param detail what is wrong with it, or what to give
   */
  public record Flaw(String pointer, String detail) {}

  /** Keeps its own copy. */
  public Problem {
    errors = List.copyOf(errors);
  }

  /** One that concerns no field. */
  public Problem(ProblemCode code, String detail) {
    this(code, detail, List.of());
  }

  /**
   * As JSON.
   *
   * @param base what the other side has to put before our paths
   * @param instance the path that was asked for
   * @param traceId of the request
   */
  public String json(String base, String instance, String traceId) {
    ObjectNode problem = Json.object();
    problem.put("type", base + "/problems/" + code.code());
    problem.put("title", code.title()).put("status", code.status()).put("code", code.code());
    problem.put("detail", detail).put("instance", base + instance).put("hint", code.remedy());
    if (!errors.isEmpty()) {
      ArrayNode all = problem.putArray("errors");
      errors.forEach(
          one -> all.addObject().put("pointer", one.pointer()).put("detail", one.detail()));
    }
    return problem.put("traceId", traceId).toString();
  }
}
