package dev.tidemill.server.api.job;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobState;
import dev.tidemill.server.api.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A job as JSON; what its adder and its handler wrote is passed on byte for byte. */
public final class JobJson {

  private JobJson() {}

  /** What a list shows of it. */
  public static ObjectNode brief(Job job, JobState state) {
    ObjectNode one = Json.object();
    one.put("id", job.id()).put("name", job.name()).put("state", States.name(state));
    one.put("attemptsMade", job.attemptsMade()).put("attemptsStarted", job.attemptsStarted());
    one.put("stalledCount", job.stalledCount());
    one.put("priority", job.priority()).put("delayMs", job.delay());
    Json.putTime(one, "addedAt", job.timestamp());
    Json.putTime(one, "startedAt", job.processedOn());
    Json.putTime(one, "finishedAt", job.finishedOn());
    putIf(one, "failedReason", job.failedReason());
    putIf(one, "processedBy", job.fields().get("pb"));
    putIf(one, "parent", job.fields().get("parentKey"));
    putIf(one, "scheduler", job.fields().get("rjk"));
    putIf(one, "deduplicationId", job.fields().get("deid"));
    Json.putRaw(one, "progress", job.fields().get("progress"));
    return one;
  }

  /** All that is known of it. */
  public static ObjectNode whole(Job job, JobState state) {
    ObjectNode one = brief(job, state);
    Json.putRaw(one, "data", job.data());
    Json.putRaw(one, "options", job.options());
    Json.putRaw(one, "returnValue", job.returnValue());
    Json.putRaw(one, "stackTraces", job.fields().get("stacktrace"));
    return one;
  }

  private static void putIf(ObjectNode object, String name, @Nullable String text) {
    if (text != null) {
      object.put(name, text);
    }
  }
}
