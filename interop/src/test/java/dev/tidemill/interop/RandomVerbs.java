package dev.tidemill.interop;

import dev.tidemill.job.JobState;
import dev.tidemill.job.RetryOptions;
import java.util.List;
import java.util.Random;

/** Draws what is done to one job. */
final class RandomVerbs {

  private RandomVerbs() {}

  static void next(Random random, VerbDuel verbs, String id) {
    switch (random.nextInt(12)) {
      case 0 -> verbs.verb(id, VerbDuel.does(h -> h.updateData("[1]")), "updateData", List.of(1));
      case 1 -> verbs.verb(id, VerbDuel.does(h -> h.updateProgress("7")), "updateProgress", 7);
      case 2 -> verbs.verb(id, h -> h.log("a line"), "log", "a line");
      case 3, 4 -> verbs.retry(id, retry(random));
      case 5, 6 -> verbs.promote(id);
      case 7 -> verbs.changeDelay(id, List.of(0, 1, 500, 40_000).get(random.nextInt(4)));
      case 8, 9 -> verbs.changePriority(id, random.nextInt(4), random.nextBoolean());
      case 10 -> verbs.remove(id);
      default -> verbs.verb(id, VerbDuel.does(h -> h.clearLogs(2)), "clearLogs", 2);
    }
  }

  private static RetryOptions retry(Random random) {
    JobState from = random.nextInt(3) == 0 ? JobState.COMPLETED : JobState.FAILED;
    return new RetryOptions(from, random.nextBoolean(), random.nextBoolean());
  }
}
