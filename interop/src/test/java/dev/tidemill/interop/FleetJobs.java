package dev.tidemill.interop;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The jobs of the mixed fleet, drawn from a seed: failures, delays, priorities and flows. */
final class FleetJobs {

  private static final List<String> FLAGS =
      List.of("failParentOnFailure", "ignoreDependencyOnFailure", "removeDependencyOnFailure");

  private final Random random;
  private int made;

  FleetJobs(long seed) {
    random = new Random(seed);
  }

  /** How many were drawn so far, children included. */
  int made() {
    return made;
  }

  List<NewJob> batch(int count) {
    List<NewJob> jobs = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      jobs.add(new NewJob("job", Scene.JSON.writeValueAsString(data()), options()));
    }
    return jobs;
  }

  private Map<String, Object> data() {
    int dice = random.nextInt(100);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("n", ++made);
    data.put("ms", random.nextInt(30));
    data.put("fail", dice < 15 ? 1 + random.nextInt(2) : dice < 20 ? 99 : 0);
    data.put("never", dice >= 98);
    return data;
  }

  private JobOptions options() {
    JobOptions.Builder options = JobOptions.builder().attempts(3);
    switch (random.nextInt(8)) {
      case 0 -> options.delay(Duration.ofMillis(1 + random.nextInt(3_000)));
      case 1 -> options.priority(1 + random.nextInt(9));
      case 2 -> options.lifo(true);
      case 3 -> options.backoff(Backoff.exponential(Duration.ofMillis(50)));
      case 4 -> options.backoff(Backoff.fixed(Duration.ofMillis(100))).priority(5);
      default -> {}
    }
    return options.build();
  }

  /** A parent with children, some of which may fail, as BullMQ's FlowProducer takes it. */
  Map<String, Object> flow(String queue) {
    List<Object> children = new ArrayList<>();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      Map<String, Object> options = new LinkedHashMap<>(NodeOptions.of(options()));
      options.put(FLAGS.get(random.nextInt(FLAGS.size())), true);
      children.add(Map.of("name", "child", "queueName", queue, "data", data(), "opts", options));
    }
    Map<String, Object> parent = new LinkedHashMap<>();
    parent.put("name", "parent");
    parent.put("queueName", queue);
    parent.put("data", data());
    parent.put("opts", NodeOptions.of(options()));
    parent.put("children", children);
    return parent;
  }
}
