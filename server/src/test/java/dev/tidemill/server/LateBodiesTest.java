package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who sends a body to the end before reading finds the answer, also when it was refused early. */
@ExtendWith(RedisExtension.class)
class LateBodiesTest {

  private static final String PAUSE = "/api/v1/queues/messages/pause";

  @Test
  void refusalsReachClientsThatSendTheirBodyFirst(TestRedis redis) throws IOException {
    try (Served served = Served.on(redis)) {
      int port = served.http().port();

      assertThat(statusLine(port, "127.0.0.1", PAUSE, 16)).contains(" 413 ");
      assertThat(statusLine(port, "example.org", PAUSE, 16)).contains(" 403 ");
      assertThat(statusLine(port, "127.0.0.1", "/nowhere", 16)).contains(" 404 ");
      assertThat(statusLine(port, "127.0.0.1", "/state", 16)).contains(" 405 ");
    }
  }

  @Test
  void endlessBodiesAreCutOff(TestRedis redis) {
    try (Served served = Served.on(redis)) {
      assertThatThrownBy(() -> statusLine(served.http().port(), "127.0.0.1", PAUSE, 1_024))
          .isInstanceOf(IOException.class);
    }
  }

  private static String statusLine(int port, String host, String path, int mebibytes)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var out = socket.getOutputStream();
      String head =
          String.join(
              "\r\n",
              "POST " + path + " HTTP/1.1",
              "Host: " + host,
              "Content-Type: application/json",
              "Content-Length: " + ((long) mebibytes << 20),
              "",
              "");
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] mebibyte = new byte[1 << 20];
      for (int i = 0; i < mebibytes; i++) {
        out.write(mebibyte);
      }
      var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
      return String.valueOf(new BufferedReader(in).readLine());
    }
  }
}
