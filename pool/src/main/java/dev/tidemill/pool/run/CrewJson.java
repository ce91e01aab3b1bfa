package dev.tidemill.pool.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the workers of a node tell of themselves, as it goes with a beat: an array for each, its
 * figures in their order. What does not fit is left out, so that a beat stays small.
 */
public final class CrewJson {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST = 8 * 1024; // characters
  private static final int FIGURES = 10;

  private CrewJson() {}

  /** As a text, behind what their node tells. */
  static String of(ObjectNode node, List<WorkerFigures> workers) {
    ArrayNode all = JSON.createArrayNode();
    all.add(node);
    int length = all.toString().length();
    for (WorkerFigures worker : workers) {
      ArrayNode one = JSON.createArrayNode();
      one.add(worker.id()).add(worker.role()).add(worker.doing()).add(worker.rests());
      one.add(worker.job()).add(worker.progress());
      WorkerFigures.Done done = worker.done();
      one.add(done.pushed()).add(done.pulled()).add(done.failed()).add(done.turns());
      length += one.toString().length() + 1;
      if (length <= MOST) {
        all.add(one);
      }
    }
    return all.toString();
  }

  /** From such a text; what an other release wrote and this one cannot read is left out. */
  public static List<WorkerFigures> read(String text) {
    List<WorkerFigures> workers = new ArrayList<>();
    try {
      for (JsonNode one : JSON.readTree(text)) {
        if (one.size() >= FIGURES) {
          workers.add(figures(one));
        }
      }
    } catch (JacksonException e) {
      return List.of();
    }
    return List.copyOf(workers);
  }

  private static WorkerFigures figures(JsonNode one) {
    JsonNode progress = one.path(5);
    return new WorkerFigures(
        one.path(0).asString(""),
        one.path(1).asString(""),
        one.path(2).asString(""),
        one.path(3).asBoolean(false),
        text(one.path(4)),
        progress.isNumber() ? progress.asInt(0) : null,
        new WorkerFigures.Done(
            one.path(6).asLong(0),
            one.path(7).asLong(0),
            one.path(8).asLong(0),
            one.path(9).asLong(0)));
  }

  private static @Nullable String text(JsonNode value) {
    return value.isString() ? value.asString() : null;
  }
}
