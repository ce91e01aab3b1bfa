package dev.tidemill.server.http;

import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.sse.SseHub;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Puts routes, which know no HTTP library, on the one that we have. */
final class Routes {

  private static final String LATER = "10"; // seconds
  private static final long A_MOMENT = 200_000_000; // ns

  private final List<Route> table;
  private final SseHub hub;
  private final int mostStreams;

  Routes(List<Route> table, SseHub hub, int mostStreams) {
    this.table = table;
    this.hub = hub;
    this.mostStreams = mostStreams;
  }

  void addTo(RoutesConfig routes) {
    for (Route route : table) {
      HandlerType method = HandlerType.findOrCreate(route.method());
      routes.addHttpHandler(method, route.path(), context -> answer(context, route));
      if (method.equals(HandlerType.GET)) {
        routes.addHttpHandler(HandlerType.HEAD, route.path(), context -> answer(context, route));
      }
    }
  }

  private void answer(Context context, Route route) {
    Acceptable.check(context, route);
    switch (answered(route, Requests.of(context))) {
      case Answer.Text text -> {
        context.status(text.status()).contentType(text.type()).result(text.text());
        text.headers().forEach((name, value) -> context.header(name, placed(context, name, value)));
      }
      case Answer.Stream stream -> events(context, stream);
    }
  }

  /**
   * That Redis has closed a connection meanwhile is noticed when it is used: what only reads is
   * then asked again. Not for long: a Redis that does not answer at all is not to be waited for
   * over and over.
   */
  private static Answer answered(Route route, Request request) {
    long began = System.nanoTime();
    while (true) {
      try {
        return route.handler().answer(request);
      } catch (ConnectionLost e) {
        if (!e.sent() || !route.method().equals("GET") || System.nanoTime() - began > A_MOMENT) {
          throw e;
        }
      }
    }
  }

  /** A place of ours is told as the other side has to ask for it. */
  private static String placed(Context context, String name, String value) {
    return name.equals("Location") ? Answers.prefix(context) + value : value;
  }

  private void events(Context context, Answer.Stream asked) {
    if (context.method().equals(HandlerType.HEAD)) {
      context.contentType(Answer.EVENTS);
      return;
    }
    if (hub.viewers() >= mostStreams) {
      context.header("Retry-After", LATER);
      Answers.problem(context, ProblemCode.TOO_MANY_STREAMS, mostStreams + " streams are open.");
      return;
    }
    context.future(() -> stream(context, asked));
  }

  private CompletableFuture<Void> stream(Context context, Answer.Stream asked) {
    try {
      return hub.join(context.req().getAsyncContext(), asked.after(), asked.topics());
    } catch (IOException e) {
      throw new UncheckedIOException("The stream could not begin", e);
    }
  }
}
