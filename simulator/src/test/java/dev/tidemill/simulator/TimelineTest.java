package dev.tidemill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private final Timeline time = new Timeline(1000);
  private final List<String> seen = new ArrayList<>();

  @Test
  void eventsHappenInTheOrderOfTheirTimesAndThenOfTheirPlanning() {
    plan(20, "late");
    plan(10, "first");
    plan(10, "second");
    time.runUntil(1020);
    assertThat(seen).containsExactly("1010 first", "1010 second", "1020 late");
  }

  @Test
  void whatAnEventPlansHappensInTheSameRunIfItIsDue() {
    time.after(5, () -> plan(0, "at once"));
    plan(7, "beyond");
    time.runUntil(1006);
    assertThat(seen).containsExactly("1005 at once");
    assertThat(time.nowMs()).isEqualTo(1006);
  }

  private void plan(long ms, String what) {
    time.after(ms, () -> seen.add(time.nowMs() + " " + what));
  }
}
