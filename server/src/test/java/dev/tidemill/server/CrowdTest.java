package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.server.http.Access;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More connections than are let in. */
@ExtendWith(RedisExtension.class)
class CrowdTest {

  @Test
  void whoComesBeyondTheLimitIsToldSoUntilSomebodyHasGone(TestRedis redis) throws IOException {
    try (Served served = Served.on(redis, new Access("", false, 2, 2));
        Socket one = asking(served);
        Socket two = asking(served)) {
      HttpResponse<String> refused = served.http().get("/api/v1/pool");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(refused.headers().firstValue("Retry-After")).contains("10");
      assertThat(refused.body()).contains("\"code\":\"too-many-connections\"", "--max-conn");
      assertThat(served.http().get("/livez").statusCode()).isEqualTo(200);

      two.close();
      Awaitility.await().until(() -> served.http().get("/state").statusCode() == 200);
      assertThat(one.isConnected()).isTrue();
    }
  }

  /** A connection that has been answered and stays open. */
  private static Socket asking(Served served) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.server().port());
    String request = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    assertThat(socket.getInputStream().read()).isPositive();
    return socket;
  }
}
