package dev.tidemill.interop;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import java.util.LinkedHashMap;
import java.util.Map;

/** A job's options as a user of BullMQ under Node.js would write them. */
final class NodeOptions {

  private NodeOptions() {}

  static Map<String, Object> of(JobOptions options) {
    Map<String, Object> written = new LinkedHashMap<>();
    if (!options.id().isEmpty()) {
      written.put("jobId", options.id());
    }
    if (!options.delay().isZero()) {
      written.put("delay", options.delay().toMillis());
    }
    if (options.priority() > 0) {
      written.put("priority", options.priority());
    }
    if (options.lifo()) {
      written.put("lifo", true);
    }
    if (options.attempts() > 0) {
      written.put("attempts", options.attempts());
    }
    Backoff backoff = options.backoff();
    if (backoff != null) {
      written.put("backoff", backoff(backoff));
    }
    if (options.removeOnComplete() != null) {
      written.put("removeOnComplete", keep(options.removeOnComplete()));
    }
    if (options.removeOnFail() != null) {
      written.put("removeOnFail", keep(options.removeOnFail()));
    }
    if (options.timestamp() != null) {
      written.put("timestamp", options.timestamp().toEpochMilli());
    }
    NodeRelations.write(options, written);
    return written;
  }

  private static Map<String, Object> backoff(Backoff backoff) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("type", backoff.type());
    written.put("delay", backoff.delay().toMillis());
    if (backoff.jitter() > 0) {
      written.put("jitter", backoff.jitter());
    }
    return written;
  }

  private static Object keep(Keep keep) {
    if (keep.age() == null) {
      return keep.count() == null ? false : keep.count() == 0 ? true : keep.count();
    }
    Map<String, Object> written = new LinkedHashMap<>();
    if (keep.count() != null) {
      written.put("count", keep.count());
    }
    written.put("age", keep.age().toSeconds());
    if (keep.limit() != null) {
      written.put("limit", keep.limit());
    }
    return written;
  }
}
