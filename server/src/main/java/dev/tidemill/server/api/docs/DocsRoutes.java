package dev.tidemill.server.api.docs;

import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The description of the routes: for programs, and as a page with lines to copy. */
public final class DocsRoutes {

  private final OpenApi document = OpenApi.fromClassPath();

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/openapi.json", request -> Answer.json(document.text())),
        Route.get("/docs", this::page).answering(Answer.HTML));
  }

  private Answer page(Request request) {
    String server = server(request);
    StringBuilder text = new StringBuilder();
    String up = Html.up(request);
    text.append("<p>For programs: <a href=\"%sopenapi.json\">/openapi.json</a>. ".formatted(up))
        .append("Errors: <a href=\"%sproblems\">/problems</a>.</p>\n".formatted(up));
    document
        .paths()
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, operation) -> append(text, server, method, path, operation)));
    return Answer.html(Html.page("Routes", up, text.toString()));
  }

  /** As the other side has asked for it, whatever lies between. */
  private static String server(Request request) {
    String host = request.header("x-forwarded-host");
    String here = host == null ? request.header("host") : host;
    String scheme = "https".equals(request.header("x-forwarded-proto")) ? "https://" : "http://";
    String prefix = request.header("x-forwarded-prefix");
    return scheme + (here == null ? "127.0.0.1:3000" : here) + (prefix == null ? "" : prefix);
  }

  private static void append(
      StringBuilder text, String server, String method, String path, JsonNode operation) {
    String upper = method.toUpperCase(Locale.ROOT);
    text.append("<section>\n<h2><code>").append(upper).append(' ').append(Html.text(path));
    text.append("</code></h2>\n<p>").append(Html.text(operation.path("summary").asString("")));
    text.append("</p>\n").append(parameters(operation)).append("<pre>");
    text.append(Html.text(curl(server, upper, path, operation))).append("</pre>\n</section>\n");
  }

  private static String parameters(JsonNode operation) {
    StringBuilder text = new StringBuilder();
    for (JsonNode parameter : operation.path("parameters")) {
      if (!parameter.path("in").asString("").equals("path")) {
        text.append("<p><code>")
            .append(Html.text(parameter.path("name").asString("")))
            .append("</code> ")
            .append(Html.text(parameter.path("description").asString("")))
            .append("</p>\n");
      }
    }
    return text.toString();
  }

  private static String curl(String server, String method, String path, JsonNode operation) {
    StringBuilder line = new StringBuilder("curl");
    if (path.endsWith("/events")) {
      line.append(" -N");
    }
    if (!method.equals("GET")) {
      line.append(" -X ").append(method);
    }
    JsonNode body = operation.path("requestBody").path("content").path("application/json");
    if (!body.isMissingNode()) {
      line.append(" -H 'Content-Type: application/json' -d '")
          .append(body.path("example"))
          .append('\'');
    }
    return line.append(" '").append(server).append(path).append('\'').toString();
  }
}
