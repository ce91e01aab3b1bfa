package dev.tidemill.server.api.scheduler;

import dev.tidemill.job.Schedule;
import dev.tidemill.server.api.Body;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads when a scheduler makes its jobs. */
final class ScheduleBody {

  private static final long LONGEST = 10L * 365 * 24 * 3600 * 1000; // ms
  private static final long LATEST = 8_640_000_000_000_000L; // ms, as far as a Date of JavaScript

  private ScheduleBody() {}

  /**
   * The schedule that an object tells, under the names that a scheduler is told with.
   *
   * @throws Refused when it cannot be used
   */
  static Schedule read(Body body) {
    try {
      Schedule.Builder schedule =
          body.has("everyMs")
              ? Schedule.every(Duration.ofMillis(body.number("everyMs", 0, 1, LONGEST)))
              : Schedule.cron(body.text("pattern", ""));
      if (body.has("everyMs") && body.has("pattern")) {
        throw body.refused("pattern", body.text("pattern", ""), "or everyMs, not both");
      }
      return schedule
          .zone(body.text("zone", ""))
          .offset(Duration.ofMillis(body.number("offsetMs", 0, 0, LONGEST)))
          .start(time(body, "startMs"))
          .end(time(body, "endMs"))
          .limit(body.has("limit") ? (int) body.number("limit", 1, 1, Integer.MAX_VALUE) : null)
          .immediately(body.flag("immediately"))
          .build();
    } catch (IllegalArgumentException e) {
      throw new Refused(ProblemCode.VALIDATION, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Instant time(Body body, String name) {
    return body.has(name) ? Instant.ofEpochMilli(body.number(name, 0, 0, LATEST)) : null;
  }
}
