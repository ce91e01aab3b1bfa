package dev.tidemill.interop;

import dev.tidemill.job.NewJob;
import dev.tidemill.job.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A schedule and its template as a user of BullMQ under Node.js would write them. */
final class NodeSchedule {

  private static final JsonMapper JSON = JsonMapper.shared();

  private NodeSchedule() {}

  static Map<String, Object> of(Schedule schedule) {
    Map<String, Object> written = new LinkedHashMap<>();
    if (schedule.every() != null) {
      written.put("every", schedule.every().toMillis());
    } else {
      written.put("pattern", schedule.pattern());
    }
    if (!schedule.zone().isEmpty()) {
      written.put("tz", schedule.zone());
    }
    if (!schedule.offset().isZero()) {
      written.put("offset", schedule.offset().toMillis());
    }
    if (schedule.start() != null) {
      written.put("startDate", schedule.start().toEpochMilli());
    }
    if (schedule.end() != null) {
      written.put("endDate", schedule.end().toEpochMilli());
    }
    if (schedule.limit() != null) {
      written.put("limit", schedule.limit());
    }
    if (schedule.immediately()) {
      written.put("immediately", true);
    }
    return written;
  }

  static Map<String, Object> template(NewJob template) {
    return Map.of(
        "name", template.name(),
        "data", JSON.readTree(template.data()),
        "opts", NodeOptions.of(template.options()));
  }
}
