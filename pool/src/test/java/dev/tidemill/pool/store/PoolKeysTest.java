package dev.tidemill.pool.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoolKeysTest {

  @Test
  void theOriginalsQueueKeepsTheOriginalsKey() {
    assertThat(new PoolKeys("bull", "messages").systemState()).isEqualTo("systemState");
  }

  @Test
  void noTwoPoolsShareACopy() {
    assertThat(new PoolKeys("bull", "mail").systemState()).isEqualTo("systemState:mail");
    assertThat(new PoolKeys("shop", "mail").systemState()).isEqualTo("systemState:shop:mail");
    assertThat(new PoolKeys("shop", "messages").systemState())
        .isEqualTo("systemState:shop:messages");
  }

  @Test
  void ourOwnKeysHaveTwoMoreSegments() {
    assertThat(new PoolKeys("bull", "mail").state()).isEqualTo("bull:mail:tidemill:state");
  }
}
