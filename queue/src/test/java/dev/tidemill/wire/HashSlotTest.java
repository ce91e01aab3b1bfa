package dev.tidemill.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HashSlotTest {

  @Test
  void aSlotIsThatOfTheFirstPairOfBraces() {
    assertThat(HashSlot.of("123456789")).isEqualTo(12739);
    assertThat(HashSlot.of("{bull}:a:")).isEqualTo(HashSlot.of("bull"));
    assertThat(HashSlot.of("x{bull}y{z}")).isEqualTo(HashSlot.of("bull"));
    assertThat(HashSlot.of("bull:{}:a")).isNotEqualTo(HashSlot.of("bull:{}:b"));
  }
}
