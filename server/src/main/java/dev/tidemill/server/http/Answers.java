package dev.tidemill.server.http;

import dev.tidemill.server.api.Problem;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.TraceId;
import dev.tidemill.server.api.failure.Failures;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Turns what went wrong into an answer. */
final class Answers {

  /** The header that says which trace a request belongs to. */
  static final String TRACE = "traceparent";

  private static final String SOON = "2"; // seconds
  private static final Set<ProblemCode> PASSING =
      Set.of(ProblemCode.REDIS_UNAVAILABLE, ProblemCode.TOO_MANY_REQUESTS);

  private Answers() {}

  static void addTo(RoutesConfig routes) {
    routes.exception(MethodNotAllowedResponse.class, Answers::methodNotAllowed);
    routes.exception(HttpResponseException.class, Answers::refusedByJavalin);
    routes.exception(Exception.class, Answers::failed);
  }

  private static void methodNotAllowed(MethodNotAllowedResponse e, Context context) {
    String allowed = e.getDetails().getOrDefault("availableMethods", "GET");
    context.header("Allow", allowed);
    problem(
        context,
        ProblemCode.METHOD_NOT_ALLOWED,
        context.method() + " is not answered at " + context.path() + ", but " + allowed + " is.");
  }

  private static void refusedByJavalin(HttpResponseException e, Context context) {
    switch (e.getStatus()) {
      case 404 ->
          problem(context, ProblemCode.NOT_FOUND, "There is nothing at " + context.path() + ".");
      case 413 -> problem(context, ProblemCode.PAYLOAD_TOO_LARGE, text(e));
      default -> problem(context, ProblemCode.REFUSED, text(e));
    }
  }

  private static void failed(Exception e, Context context) {
    Problem known = e instanceof RuntimeException failure ? Failures.problem(failure) : null;
    if (known == null) {
      String where = context.method() + " " + context.path();
      String trace = TraceId.of(context.header(TRACE));
      problem(context, Mistake.logged(where, trace, e), trace);
      return;
    }
    if (PASSING.contains(known.code())) {
      context.header("Retry-After", SOON);
    }
    problem(context, known);
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }

  /** What the other side has to put before our paths. */
  static String prefix(Context context) {
    String prefix = context.header(Front.PREFIX);
    return prefix == null ? "" : prefix;
  }

  static void problem(Context context, ProblemCode code, String detail) {
    problem(context, new Problem(code, detail));
  }

  static void problem(Context context, Problem problem) {
    problem(context, problem, TraceId.of(context.header(TRACE)));
  }

  private static void problem(Context context, Problem problem, String trace) {
    context.status(problem.code().status()).contentType(Problem.MEDIA_TYPE);
    // As bytes: of this media type, unlike of plain JSON, the server does not know that it is
    // UTF-8.
    String json = problem.json(prefix(context), context.path(), trace);
    context.result(json.getBytes(StandardCharsets.UTF_8));
  }
}
