package dev.tidemill.pool.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Job;
import dev.tidemill.job.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuickPullsTest {

  private static ActiveJob job(String id) {
    return new ActiveJob(new Job(id, Map.of("data", "1")), "token");
  }

  @Test
  void aHandlerThatAnswersTooFewResultsHasFailedThemAll() {
    List<Outcome> outcomes =
        new QuickPulls(jobs -> List.of("1")).handle(List.of(job("1"), job("2")));

    assertThat(outcomes).hasSize(2).hasOnlyElementsOfType(Outcome.Failed.class);
  }
}
