package dev.tidemill.server.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.server.api.pool.PoolJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PictureTest {

  private static final int WORKERS = 11;
  private static final long MS_A_TURN = 50; // of all of them, at full speed

  private final Picture picture = new Picture();

  @Test
  void theLanesOfTheBusiestHourAreWhole() {
    long end = 2 * 3_600_000;
    for (long t = 0; t <= end; t += MS_A_TURN) {
      long n = t / MS_A_TURN;
      turn("w" + n % WORKERS, n / WORKERS % 2 == 0 ? "Pusher" : "Puller", t);
    }

    JsonNode lanes = picture.lanes();

    assertThat(lanes.size()).isEqualTo(WORKERS);
    for (JsonNode lane : lanes) {
      long first = lane.path(0).path(0).asLong();
      assertThat(first).isBetween(end / 2 - 2 * WORKERS * MS_A_TURN, end / 2);
    }
  }

  @Test
  void aRoleThatIsToldAgainIsNoTurn() {
    turn("w1", "Pusher", 1);
    turn("w1", "Pusher", 2);
    turn("w1", "Resting", 3);
    turn("w1", "Pusher", 4);

    assertThat(picture.lanes().path("w1").toString())
        .isEqualTo("[[1,\"Pusher\"],[3,\"Resting\"],[4,\"Pusher\"]]");
  }

  private void turn(String worker, String role, long t) {
    picture.turn(PoolJson.object().put("worker", worker).put("role", role).put("t", t));
  }
}
