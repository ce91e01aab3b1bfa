package dev.tidemill.server.api.pool;

import dev.tidemill.pool.Pool;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import java.util.List;

/** The original's five routes: paths, statuses, texts and field names are its own. */
public final class OriginalRoutes {

  private final Pool pool;

  /** Routes to that pool. */
  public OriginalRoutes(Pool pool) {
    this.pool = pool;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.post("/start", this::start).answering(Answer.HTML),
        Route.post("/stop", this::stop).answering(Answer.HTML),
        Route.get("/state", request -> Answer.json(PoolJson.state(pool.view()))),
        Route.get("/getredisstate", this::savedState),
        events("/events"));
  }

  static Route events(String path) {
    return Route.get(path, OriginalRoutes::events).answering(Answer.EVENTS);
  }

  private Answer start(Request request) {
    pool.start();
    return Answer.html("Process started");
  }

  private Answer stop(Request request) {
    pool.stop();
    return Answer.html("Process stopped");
  }

  private Answer savedState(Request request) {
    String saved = pool.systemState();
    return saved == null
        ? Answer.json(404, PoolJson.noSavedState())
        : Answer.json(PoolJson.savedState(saved));
  }

  private static Answer events(Request request) {
    String header = request.header("last-event-id");
    String after = header == null ? request.parameter("lastEventId", "") : header;
    return new Answer.Stream(after, Topics.of(request));
  }
}
