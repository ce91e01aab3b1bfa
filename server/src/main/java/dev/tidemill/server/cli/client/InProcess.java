package dev.tidemill.server.cli.client;

import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Problem;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.api.TraceId;
import dev.tidemill.server.api.failure.Failures;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls the routes here, without a server between.
 *
 * @param routes all there are
 * @param where they look, for people
 * @param held closed with it
 */
public record InProcess(List<Route> routes, String where, Runnable held) implements Client {

  @Override
  public Reply send(Call call) {
    List<String> path = segments(call.path());
    for (Route route : routes) {
      Map<String, String> places = places(segments(route.path()), path);
      if (places != null && route.method().equals(call.method())) {
        String asked = String.join("/", path);
        return answer(route, new Request(asked, places, call.query(), Map.of(), call.body()));
      }
    }
    String nothing = "There is nothing at " + call.path();
    return refused(new Problem(ProblemCode.NOT_FOUND, nothing), call.path());
  }

  private static Reply answer(Route route, Request request) {
    try {
      return switch (route.handler().answer(request)) {
        case Answer.Text text -> new Reply(text.status(), text.text());
        case Answer.Stream stream ->
            throw new IllegalStateException(request.path() + " is a stream, for a server only");
      };
    } catch (RuntimeException e) {
      Problem problem = Failures.problem(e);
      if (problem == null) {
        throw e;
      }
      return refused(problem, request.path());
    }
  }

  private static Reply refused(Problem problem, String path) {
    return new Reply(problem.code().status(), problem.json("", path, TraceId.fresh()));
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  /** What the open places of a route are in a path, or null when it is another's. */
  private static @Nullable Map<String, String> places(List<String> route, List<String> path) {
    if (route.size() != path.size()) {
      return null;
    }
    Map<String, String> places = new HashMap<>();
    for (int n = 0; n < route.size(); n++) {
      String part = route.get(n);
      if (part.startsWith("{")) {
        String name = part.substring(1, part.length() - 1);
        places.put(name, URLDecoder.decode(path.get(n), StandardCharsets.UTF_8));
      } else if (!part.equals(path.get(n))) {
        return null;
      }
    }
    return places;
  }

  @Override
  public void close() {
    held.run();
  }
}
