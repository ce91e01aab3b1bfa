package dev.tidemill.pool.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.run.WorkerFigures.Done;
import dev.tidemill.pool.store.NodeProcess;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What goes with a beat. */
class CrewJsonTest {

  private static final SourceFigures SOURCE = new SourceFigures(7, false, 2, 0.5);
  private static final Task TASK = new Task("lines:/in", "exec:cat \"a\"", "1f");
  private static final NodeProcess PROCESS = new NodeProcess("dev", 4211);
  private static final ObjectNode NODE = NodeJson.of(PROCESS, SOURCE, TASK);
  private static final WorkerFigures BUSY =
      new WorkerFigures("w01", "Puller", "handling", false, "a \"b\"", 61, new Done(1, 2, 3, 4));
  private static final WorkerFigures IDLE =
      new WorkerFigures("w02", "Pusher", "resting", true, null, null, new Done(0, 0, 0, 0));

  @Test
  void itIsReadAsItWasWritten() {
    assertThat(CrewJson.read(CrewJson.of(NODE, List.of(BUSY, IDLE)))).containsExactly(BUSY, IDLE);
  }

  @Test
  void whatItsNodeTellsIsReadAsItWasWrittenAndIsNothingThatAnEarlierReleaseTold() {
    String text = CrewJson.of(NODE, List.of(BUSY));

    assertThat(NodeJson.source(text)).isEqualTo(SOURCE);
    assertThat(NodeJson.task(text)).isEqualTo(TASK);
    assertThat(NodeJson.process(text)).isEqualTo(PROCESS);
    for (String early : List.of("", "[]", "[[\"w01\"]]", "nonsense[", "[1,{}]")) {
      assertThat(NodeJson.source(early)).as(early).isNull();
      assertThat(NodeJson.task(early)).as(early).isNull();
      assertThat(NodeJson.process(early)).as(early).isNull();
    }
  }

  @Test
  void aCrewThatIsTooLargeIsCutAtABound() {
    String text = CrewJson.of(NODE, Collections.nCopies(10_000, BUSY));

    assertThat(text).hasSizeLessThanOrEqualTo(8 * 1024);
    assertThat(CrewJson.read(text)).hasSizeGreaterThan(100).containsOnly(BUSY);
  }

  @Test
  void whatIsNoCrewIsLeftOut() {
    assertThat(CrewJson.read("nonsense[")).isEmpty();
    assertThat(CrewJson.read("[1,[\"w01\"],{}]")).isEmpty();
  }
}
