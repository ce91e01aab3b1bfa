package dev.tidemill.server.api.bulk;

import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Body;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.api.queue.Queues;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Deeds on many jobs, and the operations that carry them out. */
public final class BulkRoutes {

  private static final String QUEUE = "/api/v1/queues/{queue}";
  private static final String ALL = "/api/v1/operations";
  private static final String ONE = ALL + "/{operation}";

  private final Queues queues;
  private final Operations operations;

  /** Routes over these. */
  public BulkRoutes(Queues queues, Operations operations) {
    this.queues = queues;
    this.operations = operations;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.post(QUEUE + "/bulk", this::bulk),
        Route.post(QUEUE + "/drain", this::drain),
        Route.post(QUEUE + "/obliterate", this::obliterate),
        Route.get(ALL, request -> all()),
        Route.get(ONE, request -> Answer.json(found(request).json())),
        Route.delete(ONE, this::cancel));
  }

  private Answer bulk(Request request) {
    Body body = Body.of(request);
    Selection selection = Selection.read(body);
    Entry entry = queues.named(request);
    if (body.flag("dryRun")) {
      return Answer.json(DryRun.of(queues.queue(entry), selection));
    }
    operations.room().check();
    return begun(
        selection.action(),
        entry,
        (operation, queue) -> new BulkWork(queue, selection).accept(operation));
  }

  /** It has a queue of its own: those of requests are closed while it goes on. */
  private Answer begun(String action, Entry entry, BiConsumer<Operation, Queue> work) {
    Operation operation =
        operations.begin(
            action,
            entry,
            one -> {
              try (Queue queue = queues.apart(entry)) {
                work.accept(one, queue);
              }
            });
    return Answer.json(202, operation.json().toString())
        .with("Location", ALL + "/" + operation.id());
  }

  private Answer drain(Request request) {
    Body body = Body.of(request).only("confirm", "delayed");
    boolean delayed = body.flag("delayed");
    return begun(
        "drain",
        confirmed(request, body),
        (operation, queue) -> {
          operation.running();
          queue.upkeep().pacedBy(operation::rest).drain(delayed);
        });
  }

  private Answer obliterate(Request request) {
    Body body = Body.of(request).only("confirm", "force");
    boolean force = body.flag("force");
    Entry entry = confirmed(request, body);
    long active = force ? 0 : queues.queue(entry).counts().active();
    if (active > 0) {
      throw new Refused(ProblemCode.QUEUE_BUSY, active + " jobs of it are active.");
    }
    return begun(
        "obliterate",
        entry,
        (operation, queue) -> {
          operation.running();
          queue.upkeep().pacedBy(operation::rest).obliterate(force);
        });
  }

  private Entry confirmed(Request request, Body body) {
    Entry entry = queues.named(request);
    String given = body.text("confirm", "");
    if (!given.equals(entry.name())) {
      throw new Refused(
          ProblemCode.CONFIRM_REQUIRED,
          "'confirm' is '%s', not '%s'.".formatted(given, entry.name()));
    }
    return entry;
  }

  private Answer all() {
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    operations.newestFirst().forEach(one -> items.add(one.json()));
    return Answer.json(answer);
  }

  private Operation found(Request request) {
    String id = request.place("operation");
    Operation operation = operations.find(id);
    if (operation == null) {
      throw new Refused(
          ProblemCode.OPERATION_NOT_FOUND, "There is no operation '" + id + "' of this server.");
    }
    return operation;
  }

  private Answer cancel(Request request) {
    Operation operation = found(request);
    boolean cancelling = operation.cancel();
    return Answer.json(operation.json().put("cancelling", cancelling));
  }
}
