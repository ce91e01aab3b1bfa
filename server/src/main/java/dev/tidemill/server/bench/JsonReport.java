package dev.tidemill.server.bench;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object for each scenario, on a line of its own.
 *
 * <p><b>Threading:</b> one thread.
 */
final class JsonReport implements Report {

  private final JsonMapper mapper = JsonMapper.shared();
  private final PrintWriter out;
  private final Map<String, Object> where = new LinkedHashMap<>();

  JsonReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void open(Surroundings surroundings) {
    where.put("redis", surroundings.redis());
    where.put("fork", surroundings.fork());
    where.put("runtime", surroundings.jvm());
    where.put("cores", surroundings.cores());
  }

  @Override
  public void tell(Scenario scenario, int warmUp, Measured measured) {
    RedisCost cost = measured.stretch().cost();
    int jobs = measured.jobs();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("scenario", scenario.name());
    all.put("jobs", jobs);
    all.put("seconds", measured.stretch().seconds());
    all.put("jobsPerSecond", measured.jobsPerSecond());
    all.put("redisMicrosPerJob", cost.micros() / jobs);
    all.put("redisCommandsPerJob", (double) cost.commands() / jobs);
    all.putAll(measured.figures());
    all.put("warmUpJobs", warmUp);
    all.put("readBack", measured.checked());
    all.putAll(where);
    out.println(mapper.writeValueAsString(all));
    out.flush();
  }
}
