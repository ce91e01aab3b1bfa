package dev.tidemill.wire;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.Deduplication;
import dev.tidemill.job.JobLimits;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import dev.tidemill.job.TraceContext;
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
      writeLimits(json, options.limits());
      FamilyJson.write(json, options);
      writeRest(json, options);
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
    writeIf(json, "lifo", options.lifo());
  }

  private static void writeLimits(JsonGenerator json, JobLimits limits) {
    if (limits.dataBytes() != null) {
      json.writeNumberProperty("sizeLimit", limits.dataBytes());
    }
    if (limits.logs() != null) {
      json.writeNumberProperty("kl", limits.logs());
    }
    if (limits.stackTraces() != null) {
      json.writeNumberProperty("stackTraceLimit", limits.stackTraces());
    }
  }

  private static void writeRest(JsonGenerator json, JobOptions options) {
    Deduplication deduplication = options.deduplication();
    if (deduplication != null) {
      write(json, deduplication);
    }
    TraceContext trace = options.trace();
    if (trace != null) {
      if (trace.metadata() != null) {
        json.writeStringProperty("tm", trace.metadata());
      }
      if (trace.omit()) {
        json.writeBooleanProperty("omc", true);
      }
    }
    options
        .more()
        .forEach(
            (name, value) -> {
              json.writeName(name);
              json.writeRawValue(value);
            });
  }

  private static void write(JsonGenerator json, Deduplication deduplication) {
    json.writeObjectPropertyStart("de");
    json.writeStringProperty("id", deduplication.id());
    if (deduplication.ttl() != null) {
      json.writeNumberProperty("ttl", deduplication.ttl().toMillis());
    }
    writeIf(json, "extend", deduplication.extend());
    writeIf(json, "replace", deduplication.replace());
    writeIf(json, "keepLastIfActive", deduplication.keepLastIfActive());
    writeIf(json, "reschedule", deduplication.reschedule());
    json.writeEndObject();
  }

  private static void writeIf(JsonGenerator json, String name, boolean set) {
    if (set) {
      json.writeBooleanProperty(name, true);
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
