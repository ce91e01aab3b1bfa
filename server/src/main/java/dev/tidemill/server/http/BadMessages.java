package dev.tidemill.server.http;

import dev.tidemill.server.api.Problem;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.TraceId;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers with a problem where a request never came as far as a route. */
final class BadMessages implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    answer(request, response, callback, code(response.getStatus()));
    return true;
  }

  static void answer(Request request, Response response, Callback callback, ProblemCode code) {
    response.setStatus(code.status());
    String path = path(request.getHttpURI());
    String prefix = request.getHeaders().get(Front.PREFIX);
    String trace = TraceId.of(request.getHeaders().get(Answers.TRACE));
    Problem problem = problem(request, code, path, trace);
    String json = problem.json(prefix == null ? "" : prefix, path, trace);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(true, BufferUtil.toBuffer(json, StandardCharsets.UTF_8), callback);
  }

  private static Problem problem(Request request, ProblemCode code, String path, String trace) {
    if (code != ProblemCode.INTERNAL) {
      return new Problem(code, code.meaning());
    }
    Throwable cause = (Throwable) request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    return Mistake.logged(path, trace, cause);
  }

  /** What was asked for, or nothing where it could not be read. */
  private static String path(@Nullable HttpURI uri) {
    String path = uri == null ? null : uri.getPath();
    return path == null || path.equals("/badMessage") ? "" : path; // the latter is Jetty's word
  }

  private static ProblemCode code(int status) {
    return switch (status) {
      case 404 -> ProblemCode.NOT_FOUND;
      case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
      case 408 -> ProblemCode.REQUEST_TIMEOUT;
      case 413 -> ProblemCode.PAYLOAD_TOO_LARGE;
      case 414 -> ProblemCode.URI_TOO_LONG;
      case 431 -> ProblemCode.HEADERS_TOO_LARGE;
      case 500 -> ProblemCode.INTERNAL;
      default -> ProblemCode.REFUSED;
    };
  }
}
