package dev.tidemill.interop;

import dev.tidemill.job.ChildFailure;
import dev.tidemill.job.Deduplication;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws what jobs have to do with others, from the random numbers of a sequence. */
final class RandomFamilies {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<ChildFailure> FAILURES = List.of(ChildFailure.values());

  private final Random random;
  private int flows;
  private boolean adopts;

  RandomFamilies(Random random) {
    this.random = random;
  }

  /** Gives a job that is being drawn a parent or a deduplication id, now and then. */
  void relate(JobOptions.Builder options, List<String> ids) {
    switch (random.nextInt(6)) {
      case 0 -> options.parent(new JobRef("~:q", known(ids))).onFailure(onFailure());
      case 1, 2 -> options.deduplication(deduplication());
      default -> {}
    }
  }

  private String known(List<String> ids) {
    return ids.isEmpty() || random.nextInt(8) == 0 ? "nobody" : ids.get(random.nextInt(ids.size()));
  }

  private ChildFailure onFailure() {
    return FAILURES.get(random.nextInt(FAILURES.size()));
  }

  private Deduplication deduplication() {
    boolean timed = random.nextBoolean();
    boolean replace = random.nextInt(3) == 0;
    return new Deduplication(
        "d" + random.nextInt(3),
        timed ? HOUR : null,
        timed && random.nextBoolean(),
        replace,
        random.nextInt(3) == 0,
        !replace && random.nextInt(3) == 0);
  }

  /** A flow of up to three levels; some of its jobs may be there already. */
  FlowJob flow() {
    adopts = false;
    return job("f" + ++flows, 3);
  }

  private FlowJob job(String name, int levels) {
    List<FlowJob> children = new ArrayList<>();
    for (int n = levels > 1 ? random.nextInt(3) : 0; n > 0; n--) {
      children.add(job(name + "-" + n, levels - 1));
    }
    JobOptions.Builder options = JobOptions.builder().id(name).onFailure(onFailure());
    switch (random.nextInt(6)) {
      case 0 -> options.delay(Duration.ofMillis(500));
      case 1 -> options.priority(2);
      case 2 -> options.attempts(2);
      default -> {}
    }
    if (children.isEmpty() && !adopts && random.nextInt(6) == 0) {
      adopts = true; // a job can be adopted but once in a flow
      options.id("own-" + random.nextInt(6));
    }
    return FlowJob.of("q", "of-flow", "{\"n\":1}").with(options.build()).waitingFor(children);
  }
}
