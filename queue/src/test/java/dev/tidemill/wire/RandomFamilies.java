package dev.tidemill.wire;

import dev.tidemill.job.ChildFailure;
import dev.tidemill.job.Deduplication;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.NewJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws what jobs have to do with others: whose children they are, and what deduplicates them. */
final class RandomFamilies {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<ChildFailure> FAILURES = List.of(ChildFailure.values());

  private final Random random;
  private int parents;

  RandomFamilies(Random random) {
    this.random = random;
  }

  /** Gives a job that is being drawn a parent, now and then one that is not there. */
  void parent(JobOptions.Builder options, List<String> ids) {
    String id =
        ids.isEmpty() || random.nextInt(6) == 0 ? "nobody" : ids.get(random.nextInt(ids.size()));
    options.parent(new JobRef("~:q", id)).onFailure(onFailure());
  }

  private ChildFailure onFailure() {
    return FAILURES.get(random.nextInt(FAILURES.size()));
  }

  /** Gives a job that is being drawn one of a few deduplication ids. */
  void deduplication(JobOptions.Builder options) {
    boolean timed = random.nextBoolean();
    boolean replace = random.nextInt(3) == 0;
    options.deduplication(
        new Deduplication(
            "d" + random.nextInt(3),
            timed ? HOUR : null,
            timed && random.nextBoolean(),
            replace,
            random.nextInt(3) == 0,
            !replace && random.nextInt(3) == 0));
  }

  /** A flow: a parent and its children, one of which may have children of its own. */
  List<NewJob> flow() {
    List<NewJob> jobs = new ArrayList<>();
    String top = "top-" + ++parents;
    JobOptions.Builder options = JobOptions.builder().id(top).priority(random.nextInt(2));
    if (random.nextInt(3) == 0) {
      options.delay(Duration.ofMillis(20));
    }
    jobs.add(new NewJob("top", "1", options.build()));
    for (int n = random.nextInt(4); n >= 0; n--) {
      String id = random.nextInt(5) == 0 ? "own-" + random.nextInt(20) : top + "-" + n;
      JobOptions.Builder child = JobOptions.builder().id(id).priority(random.nextInt(3));
      jobs.add(
          new NewJob(
              "child", "1", child.parent(new JobRef("~:q", top)).onFailure(onFailure()).build()));
    }
    return jobs;
  }
}
