package dev.tidemill.pool.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceFiguresTest {

  private static final SourceFigures ENDED = new SourceFigures(5, true, 3, 1);
  private static final SourceFigures FREE = new SourceFigures(40, false, 1, 0);
  private static final SourceFigures HELD = new SourceFigures(2, false, 3, 1);
  private static final SourceFigures MUTE = new SourceFigures(-1, false, 1, 0);

  @Test
  void aNodeAloneIsAsItIs() {
    assertThat(ENDED.with(List.of())).isEqualTo(ENDED);
    assertThat(HELD.with(List.of())).isEqualTo(HELD);
  }

  @Test
  void whatWaitsIsSummedAndHowLongPushersWereHeldGoesByHowManyThereAre() {
    assertThat(FREE.with(List.of(HELD))).isEqualTo(new SourceFigures(42, false, 4, 0.75));
  }

  @Test
  void aSourceThatHasEndedCountsNoMore() {
    assertThat(ENDED.with(List.of(FREE, SourceFigures.NONE))).isEqualTo(FREE);
    assertThat(FREE.with(List.of(ENDED, ENDED))).isEqualTo(FREE);
    assertThat(ENDED.with(List.of(ENDED)).ended()).isTrue();
  }

  @Test
  void whatWaitsIsUnknownWhereOneCannotTell() {
    assertThat(FREE.with(List.of(MUTE, ENDED)).waiting()).isEqualTo(-1);
    assertThat(MUTE.with(List.of(FREE, HELD)).waiting()).isEqualTo(-1);
  }
}
