package dev.tidemill.interop;

import dev.tidemill.job.ChildFailure;
import dev.tidemill.job.Deduplication;
import dev.tidemill.job.JobLimits;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.TraceContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rest of {@link NodeOptions}: what a job has to do with others, bounds, and what is passed on.
 */
final class NodeRelations {

  private NodeRelations() {}

  static void write(JobOptions options, Map<String, Object> written) {
    JobLimits limits = options.limits();
    putIf(written, "sizeLimit", limits.dataBytes());
    putIf(written, "keepLogs", limits.logs());
    putIf(written, "stackTraceLimit", limits.stackTraces());
    if (options.parent() != null) {
      written.put("parent", Map.of("id", options.parent().id(), "queue", options.parent().queue()));
    }
    if (options.onFailure() != ChildFailure.PARENT_WAITS) {
      written.put(flag(options.onFailure()), true);
    }
    if (options.deduplication() != null) {
      written.put("deduplication", of(options.deduplication()));
    }
    TraceContext trace = options.trace();
    if (trace != null) {
      Map<String, Object> telemetry = new LinkedHashMap<>();
      putIf(telemetry, "metadata", trace.metadata());
      putIf(telemetry, "omitContext", trace.omit() ? true : null);
      written.put("telemetry", telemetry);
    }
    options.more().forEach((name, value) -> written.put(name, JsonMapper.shared().readTree(value)));
  }

  static String flag(ChildFailure onFailure) {
    return switch (onFailure) {
      case PARENT_WAITS -> "";
      case PARENT_FAILS -> "failParentOnFailure";
      case PARENT_CONTINUES -> "continueParentOnFailure";
      case IGNORED -> "ignoreDependencyOnFailure";
      case REMOVED -> "removeDependencyOnFailure";
    };
  }

  private static Map<String, Object> of(Deduplication deduplication) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("id", deduplication.id());
    putIf(written, "ttl", deduplication.ttl() == null ? null : deduplication.ttl().toMillis());
    putIf(written, "extend", deduplication.extend() ? true : null);
    putIf(written, "replace", deduplication.replace() ? true : null);
    putIf(written, "keepLastIfActive", deduplication.keepLastIfActive() ? true : null);
    putIf(written, "reschedule", deduplication.reschedule() ? true : null);
    return written;
  }

  private static void putIf(Map<String, Object> written, String name, @Nullable Object value) {
    if (value != null) {
      written.put(name, value);
    }
  }
}
