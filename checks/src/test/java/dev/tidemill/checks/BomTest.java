package dev.tidemill.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BomTest {

  @Test
  void theBomNamesEveryModuleThatIsPublishedInTheVersionOfThisTree() {
    assertThat(Published.modules()).contains("tidemill-queue").doesNotContain("tidemill-testkit");
    assertThat(Published.inTheBom()).isEqualTo(Published.modules());
    assertThat(Published.versionOfTheBom()).isEqualTo(Published.version());
  }
}
