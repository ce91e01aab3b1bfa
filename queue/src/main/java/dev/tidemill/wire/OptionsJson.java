package dev.tidemill.wire;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import java.io.StringWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a job's options as BullMQ stores them (protocol 2.2). */
final class OptionsJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String DEFAULTS = "{\"attempts\":0}";

  private OptionsJson() {}

  static String write(JobOptions options) {
    if (options.equals(JobOptions.defaults())) {
      return DEFAULTS;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("attempts", options.attempts());
      writeOrder(json, options);
      Backoff backoff = options.backoff();
      if (backoff != null) {
        write(json, backoff);
      }
      write(json, "removeOnComplete", options.removeOnComplete());
      write(json, "removeOnFail", options.removeOnFail());
      Instant made = options.timestamp();
      if (made != null) {
        json.writeNumberProperty("timestamp", made.toEpochMilli());
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void writeOrder(JsonGenerator json, JobOptions options) {
    if (!options.id().isEmpty()) {
      json.writeStringProperty("jobId", options.id());
    }
    if (!options.delay().isZero()) {
      json.writeNumberProperty("delay", options.delay().toMillis());
    }
    if (options.priority() > 0) {
      json.writeNumberProperty("priority", options.priority());
    }
    if (options.lifo()) {
      json.writeBooleanProperty("lifo", true);
    }
  }

  private static void write(JsonGenerator json, Backoff backoff) {
    json.writeObjectPropertyStart("backoff");
    json.writeStringProperty("type", backoff.type());
    json.writeNumberProperty("delay", backoff.delay().toMillis());
    if (backoff.jitter() > 0) {
      json.writeNumberProperty("jitter", backoff.jitter());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, @Nullable Keep keep) {
    if (keep == null) {
      return;
    }
    if (keep.age() == null && keep.limit() == null) {
      if (keep.count() == null) {
        json.writeBooleanProperty(name, false);
      } else if (keep.count() == 0) {
        json.writeBooleanProperty(name, true);
      } else {
        json.writeNumberProperty(name, keep.count());
      }
      return;
    }
    json.writeObjectPropertyStart(name);
    if (keep.count() != null) {
      json.writeNumberProperty("count", keep.count());
    }
    if (keep.age() != null) {
      json.writeNumberProperty("age", keep.age().toSeconds());
    }
    if (keep.limit() != null) {
      json.writeNumberProperty("limit", keep.limit());
    }
    json.writeEndObject();
  }
}
