package dev.tidemill.server.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.handler.Handlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoolTimesTest {

  static List<Handler> handlers() {
    return List.of(Handlers.complete(Duration.ZERO), Handlers.exec("gzip -c"));
  }

  @ParameterizedTest
  @MethodSource("handlers")
  void aHandlerThatIsTimedIsCalledAsItWasSoThatNodesOfOneWorkAgree(Handler handler) {
    Handler timed = PoolTimes.none().around(handler, InstantSource.system());

    assertThat(timed).isNotSameAs(handler).hasToString(handler.toString());
  }
}
