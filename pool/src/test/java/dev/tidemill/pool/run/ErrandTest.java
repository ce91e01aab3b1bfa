package dev.tidemill.pool.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ErrandTest {

  private final Errand errand = new Errand();

  @Test
  void whoIsCalledBackWhenAboutToGoDoesNotGo() throws Exception {
    errand.looks();
    errand.callBack();

    assertThatThrownBy(() -> errand.run(() -> "gone")).isInstanceOf(InterruptedException.class);

    errand.looks();
    assertThat(errand.run(() -> "gone")).isEqualTo("gone");
  }

  @Test
  void aCallThatTheWorkerKnowsOfKeepsItFromNothing() throws Exception {
    errand.callBack();
    errand.looks();

    assertThat(errand.run(() -> "gone")).isEqualTo("gone");
  }
}
