package dev.tidemill.server.api.pool;

import dev.tidemill.pool.NodeView;
import dev.tidemill.pool.Pool;
import dev.tidemill.pool.PoolView;
import dev.tidemill.pool.WorkerView;
import dev.tidemill.pool.store.NodeProcess;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Body;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.api.Tagged;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Our own routes to the pool. */
public final class PoolRoutes {

  private static final String POOL = "/api/v1/pool";
  private static final String WORKERS = POOL + "/workers";
  private static final String WORKER = WORKERS + "/{worker}";
  private static final Duration LATE = Duration.ofMillis(2_500); // they beat every two seconds
  private static final long HOUR_SECONDS = 3_600; // the history has no more
  private static final long LAST_TIME = 999_999_999_999_999L;

  private static final NodeProcess HERE = NodeProcess.here();

  private final Pool pool;
  private final History history;

  /** What a pool was like. */
  @FunctionalInterface
  public interface History {

    /**
     * The samples since a time, a column for each figure.
     *
     * @param stepMillis so much time has one sample, its last; 0 for all samples
     */
    ObjectNode since(long fromMillis, long stepMillis);
  }

  /** Routes to that pool. */
  public PoolRoutes(Pool pool, History history) {
    this.pool = pool;
    this.history = history;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get(POOL, this::tagged),
        Route.patch(POOL, this::change),
        Route.post(POOL + "/start", this::start),
        Route.post(POOL + "/stop", this::stop),
        Route.post(POOL + "/step", this::step),
        Route.get(POOL + "/state", request -> states()),
        Route.get(POOL + "/nodes", request -> nodes()),
        Route.get(WORKERS, request -> workers()),
        Route.get(WORKER, this::worker),
        Route.post(WORKER + "/turn", request -> deed(request, pool.byHand()::turn)),
        Route.post(WORKER + "/rest", request -> deed(request, pool.byHand()::rest)),
        Route.post(WORKER + "/resume", request -> deed(request, pool.byHand()::resume)),
        Route.get(POOL + "/history", this::history),
        OriginalRoutes.events("/api/v1/events"));
  }

  private Answer tagged(Request request) {
    Answer.Text view = view();
    return Tagged.of(request, view.text(), view);
  }

  private Answer.Text view() {
    return Answer.json(PoolJson.view(pool.view()));
  }

  private Answer states() {
    return Answer.json(PoolJson.states(pool.systemState(), pool.view()));
  }

  /** Who runs the pool, and how long ago each has told that it lives. */
  private Answer nodes() {
    Map<String, Duration> silences = pool.fleet().silences();
    PoolView view = pool.view();
    Map<String, NodeProcess> processes = processes(view);
    ObjectNode answer = Json.object().put("here", pool.options().node());
    ArrayNode items = answer.putArray("items");
    for (NodeView node : view.nodes()) {
      ObjectNode one = items.addObject().put("name", node.name());
      where(one, processes.get(node.name()));
      Duration silence = silences.get(node.name());
      one.put("silentMs", silence == null ? null : Long.valueOf(silence.toMillis()));
      one.put("late", silence != null && silence.compareTo(LATE) > 0);
      one.set("places", Json.tree(node.places()));
    }
    return Answer.json(answer);
  }

  /** Those of this node as they are now, those of others as of their last beat. */
  private Answer workers() {
    ArrayNode all = Json.array();
    PoolView view = pool.view();
    String here = pool.options().node();
    Map<String, NodeProcess> processes = processes(view);
    view.workers().forEach(worker -> all.add(on(here, HERE, worker)));
    if (view.nodes().size() > 1) {
      Map<String, List<WorkerView>> told = pool.fleet().workers();
      for (NodeView node : view.nodes()) {
        if (!node.name().equals(here)) {
          told.getOrDefault(node.name(), List.of())
              .forEach(worker -> all.add(on(node.name(), processes.get(node.name()), worker)));
        }
      }
    }
    return Answer.json(all.toString());
  }

  /** Of this node and of those others that tell. */
  private Map<String, NodeProcess> processes(PoolView view) {
    Map<String, NodeProcess> processes = new HashMap<>();
    if (view.nodes().size() > 1) {
      processes.putAll(pool.fleet().processes());
    }
    processes.put(pool.options().node(), HERE);
    return processes;
  }

  private static ObjectNode on(String node, @Nullable NodeProcess process, WorkerView worker) {
    ObjectNode one = Json.object().put("node", node);
    where(one, process);
    return one.setAll((ObjectNode) Json.tree(worker));
  }

  private static void where(ObjectNode one, @Nullable NodeProcess process) {
    one.put("host", process == null ? null : process.host());
    one.put("pid", process == null ? null : Long.valueOf(process.pid()));
  }

  private Answer change(Request request) {
    SettingsBody settings = SettingsBody.of(Body.of(request));
    pool.change(settings::applied);
    return view();
  }

  private Answer start(Request request) {
    Body.of(request).only();
    return changed(pool.start());
  }

  private Answer stop(Request request) {
    Body.of(request).only();
    return changed(pool.stop());
  }

  private Answer changed(boolean changed) {
    return Answer.json(Json.object().put("running", pool.isRunning()).put("changed", changed));
  }

  private Answer step(Request request) {
    String towards =
        Body.of(request).only("towards").word("towards", List.of("pushers", "pullers"));
    checkRunning();
    if (towards.equals("pushers")) {
      pool.byHand().stepToPushers();
    } else {
      pool.byHand().stepToPullers();
    }
    return view();
  }

  private void checkRunning() {
    if (!pool.isRunning()) {
      throw new Refused(ProblemCode.POOL_NOT_RUNNING, "The pool is not running.");
    }
  }

  private Answer worker(Request request) {
    return Answer.json(on(pool.options().node(), HERE, known(request)));
  }

  private WorkerView known(Request request) {
    String id = request.place("worker");
    return pool.view().workers().stream()
        .filter(worker -> worker.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new Refused(
                    ProblemCode.WORKER_NOT_FOUND, "The pool has no worker '" + id + "' here."));
  }

  private Answer deed(Request request, Consumer<String> deed) {
    Body.of(request).only();
    checkRunning();
    WorkerView worker = known(request);
    try {
      deed.accept(worker.id());
    } catch (IllegalArgumentException e) {
      throw new Refused(ProblemCode.STATE_CONFLICT, String.valueOf(e.getMessage()));
    }
    return view();
  }

  private Answer history(Request request) {
    long from = request.number("from", 0, 0, LAST_TIME);
    long step = request.number("step", 0, 1, HOUR_SECONDS);
    return Answer.json(history.since(from, step * 1_000));
  }
}
