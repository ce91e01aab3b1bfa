package dev.tidemill.pool.run;

import dev.tidemill.pool.store.NodeProcess;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a node tells of itself before its crew: an object, which earlier releases take for a worker
 * with too few figures and leave out.
 */
public final class NodeJson {

  private static final JsonMapper JSON = new JsonMapper();

  private NodeJson() {}

  static ObjectNode of(NodeProcess process, SourceFigures source, Task task) {
    ObjectNode about = JSON.createObjectNode();
    about
        .putObject("source")
        .put("waiting", source.waiting())
        .put("ended", source.ended())
        .put("pushers", source.pushers())
        .put("held", source.held());
    about
        .putObject("task")
        .put("source", task.source())
        .put("handler", task.handler())
        .put("jobs", task.jobs());
    about.putObject("process").put("host", process.host()).put("pid", process.pid());
    return about;
  }

  /** Of its source; null where an earlier release has told nothing. */
  static @Nullable SourceFigures source(String told) {
    JsonNode source = part(told, "source");
    return source.isObject()
        ? new SourceFigures(
            source.path("waiting").asLong(-1),
            source.path("ended").asBoolean(true),
            source.path("pushers").asInt(0),
            source.path("held").asDouble(0))
        : null;
  }

  /** What it works on; null where an earlier release has told nothing. */
  static @Nullable Task task(String told) {
    JsonNode task = part(told, "task");
    return task.isObject()
        ? new Task(
            task.path("source").asString(""),
            task.path("handler").asString(""),
            task.path("jobs").asString(""))
        : null;
  }

  /** Which process it is; null where an earlier release has told nothing. */
  public static @Nullable NodeProcess process(String told) {
    JsonNode process = part(told, "process");
    return process.isObject()
        ? new NodeProcess(process.path("host").asString(""), process.path("pid").asLong(0))
        : null;
  }

  private static JsonNode part(String told, String name) {
    try {
      return JSON.readTree(told).path(0).path(name);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }
}
