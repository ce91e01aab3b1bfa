package dev.tidemill.server;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who has a stream open and never reads it. */
@ExtendWith(RedisExtension.class)
class FrozenReaderTest {

  private static final Duration WRITES_STAND_STILL = Duration.ofMinutes(3); // a minute is enough

  @Test
  void whoStaysAndNeverReadsIsLetGoOnceItsSocketIsFull(TestRedis redis) throws Exception {
    String big = "{\"note\":\"" + "x".repeat(100_000) + "\"}";
    try (Served served = Served.on(redis);
        Socket frozen = new Socket()) {
      frozen.setReceiveBufferSize(16 << 10);
      frozen.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.http().port()));
      String request = "GET /events HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n";
      frozen.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      Awaitility.await().until(() -> clients(served).equals("1"));

      for (int n = 0; n < 400; n++) { // more than the sockets hold
        redis.call("XADD", "bull:messages:tidemill:history", "*", "kind", "limits", "json", big);
      }

      Awaitility.await().atMost(WRITES_STAND_STILL).until(() -> clients(served).equals("0"));
    }
  }

  private static String clients(Served served) {
    return served
        .http()
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("tidemill_sse_clients "))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .findFirst()
        .orElseThrow();
  }
}
