package dev.tidemill.server.http;

import dev.tidemill.pool.Pool;
import dev.tidemill.server.api.PoolJson;
import dev.tidemill.server.api.Problem;
import dev.tidemill.server.sse.SseHub;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** What each path answers. */
final class Routes {

  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";

  private final Pool pool;
  private final SseHub hub;

  Routes(Pool pool, SseHub hub) {
    this.pool = pool;
    this.hub = hub;
  }

  void addTo(RoutesConfig routes) {
    routes.post("/start", this::start);
    routes.post("/stop", this::stop);
    routes.get("/state", context -> json(context, PoolJson.state(pool.view()).toString()));
    routes.get("/getredisstate", this::savedState);
    routes.get("/events", this::events);
    routes.get("/api/v1/events", this::events);
    routes.get("/api/v1/pool", context -> json(context, PoolJson.view(pool.view())));
    routes.get(
        "/api/v1/pool/workers", context -> json(context, PoolJson.workers(pool.view().workers())));
    routes.get("/api/v1/pool/history", this::history);
    routes.get("/livez", context -> json(context, "{\"status\":\"ok\"}"));
    routes.get("/readyz", this::ready);
  }

  private void start(Context context) {
    pool.start();
    context.contentType(HTML).result("Process started");
  }

  private void stop(Context context) {
    pool.stop();
    context.contentType(HTML).result("Process stopped");
  }

  private void savedState(Context context) {
    String saved = pool.systemState();
    if (saved == null) {
      context.status(404);
      json(context, PoolJson.noSavedState());
    } else {
      json(context, PoolJson.savedState(saved));
    }
  }

  private void events(Context context) {
    if (hub.viewers() >= SseHub.MOST_VIEWERS) {
      Answers.problem(context, Problems.tooManyStreams());
      return;
    }
    String header = context.header("Last-Event-ID");
    String query = context.queryParam("lastEventId");
    String last = header == null ? (query == null ? "" : query) : header;
    context.future(() -> stream(context, last));
  }

  private CompletableFuture<Void> stream(Context context, String last) {
    try {
      return hub.join(context.req().getAsyncContext(), last);
    } catch (IOException e) {
      throw new UncheckedIOException("The stream could not begin", e);
    }
  }

  private void history(Context context) {
    String from = context.queryParam("from");
    if (from != null && !from.matches("\\d{1,15}")) {
      Answers.problem(context, Problems.notATime("from", from));
      return;
    }
    json(context, hub.history(from == null ? 0 : Long.parseLong(from)).toString());
  }

  private void ready(Context context) {
    if (pool.view().redisOk()) {
      json(context, "{\"status\":\"ok\",\"checks\":{\"redis\":{\"status\":\"ok\"}}}");
    } else {
      Answers.problem(context, Problem.redisUnavailable("The last look at Redis failed."));
    }
  }

  private static void json(Context context, String body) {
    context.contentType(JSON).result(body);
  }
}
