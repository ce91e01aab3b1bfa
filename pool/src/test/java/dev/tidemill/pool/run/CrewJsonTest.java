package dev.tidemill.pool.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.run.WorkerFigures.Done;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes with a beat. */
class CrewJsonTest {

  private static final WorkerFigures BUSY =
      new WorkerFigures("w01", "Puller", "handling", false, "a \"b\"", 61, new Done(1, 2, 3, 4));
  private static final WorkerFigures IDLE =
      new WorkerFigures("w02", "Pusher", "resting", true, null, null, new Done(0, 0, 0, 0));

  @Test
  void itIsReadAsItWasWritten() {
    assertThat(CrewJson.read(CrewJson.of(List.of(BUSY, IDLE)))).containsExactly(BUSY, IDLE);
  }

  @Test
  void aCrewThatIsTooLargeIsCutAtABound() {
    String text = CrewJson.of(Collections.nCopies(10_000, BUSY));

    assertThat(text).hasSizeLessThanOrEqualTo(8 * 1024);
    assertThat(CrewJson.read(text)).hasSizeGreaterThan(100).containsOnly(BUSY);
  }

  @Test
  void whatIsNoCrewIsLeftOut() {
    assertThat(CrewJson.read("nonsense[")).isEmpty();
    assertThat(CrewJson.read("[1,[\"w01\"],{}]")).isEmpty();
  }
}
