package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that send their bodies a drop at a time. */
@ExtendWith(RedisExtension.class)
class SlowBodiesTest {

  private static final int MORE_THAN_THREADS = 80;

  @AutoClose private final Site site;
  private final List<Socket> slow = new ArrayList<>();

  SlowBodiesTest(TestRedis redis) {
    site = Site.on(redis);
  }

  @AfterEach
  void hangUp() throws IOException {
    for (Socket one : slow) {
      one.close();
    }
  }

  private Socket dripping(String length) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.http().port());
    slow.add(socket);
    String head =
        String.join(
            "\r\n",
            "POST /api/v1/queues/messages/jobs HTTP/1.1",
            "Host: 127.0.0.1",
            "Content-Type: application/json",
            length,
            "",
            "");
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void whoeverDripsHoldsUpNobodyAndIsToldThatItTookTooLong() throws IOException {
    for (int n = 0; n < MORE_THAN_THREADS; n++) {
      dripping("Content-Length: 1000").getOutputStream().write('{');
    }

    assertThat(site.http().get("/livez").statusCode()).isEqualTo(200);
    assertThat(site.http().send("POST", "/api/v1/queues/messages/jobs", "{}").statusCode())
        .isEqualTo(201);
    for (Socket one : slow) {
      String answer = new String(one.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("application/problem+json");
      assertThat(answer).contains("\"code\":\"request-timeout\"");
    }
  }

  @Test
  void aBodyThatComesInPiecesIsReadWhole() throws IOException {
    Socket socket = dripping("Transfer-Encoding: chunked\r\nConnection: close");
    for (String piece : List.of("{\"name\":", "\"mail\"", ",\"data\":[1]}")) {
      String chunk = Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n";
      socket.getOutputStream().write(chunk.getBytes(StandardCharsets.US_ASCII));
      assertThat(site.http().get("/livez").statusCode()).isEqualTo(200); // it has come by then
    }
    socket.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(answer).startsWith("HTTP/1.1 201 ");
    assertThat(site.body("/api/v1/queues/messages/jobs?data=true"))
        .contains("\"name\":\"mail\"", "\"data\":[1]");
  }

  @Test
  void whoWaitsToBeToldToGoOnIsTold() throws IOException {
    Socket socket = dripping("Content-Length: 2\r\nExpect: 100-continue\r\nConnection: close");
    String go = new String(socket.getInputStream().readNBytes(25), StandardCharsets.US_ASCII);
    socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));

    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(go).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 201 ");
  }
}
