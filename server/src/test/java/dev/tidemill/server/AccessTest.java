package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.server.cli.ServeConfig;
import dev.tidemill.server.http.Access;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may ask what, and what is too much. */
@ExtendWith(RedisExtension.class)
class AccessTest {

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void withATokenOnlyThoseWhoHaveItAreAnswered(TestRedis redis) {
    try (Served served = Served.on(redis, new Access("s3cret", false))) {
      Http http = served.http();

      for (String path : List.of("/", "/state", "/api/v1/queues", "/events", "/metrics")) {
        HttpResponse<String> answer = http.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(answer.body()).contains("\"code\":\"unauthenticated\"");
      }
      for (String wrong : List.of("Bearer s3cre", "Bearer ", basic("ann:"), "s3cret", "Basic ?")) {
        assertThat(http.get("/state", "Authorization", wrong).statusCode()).isEqualTo(401);
      }
      for (String right : List.of("Bearer s3cret", basic("any:s3cret"))) {
        assertThat(http.get("/state", "Authorization", right).statusCode()).isEqualTo(200);
      }
      assertThat(http.get("/livez").statusCode()).isEqualTo(200);
      assertThat(http.get("/readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aServerThatOnlyShowsChangesNothing(TestRedis redis) {
    try (Served served = Served.on(redis, new Access("", true))) {
      HttpResponse<String> answer = served.http().post("/start");

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("\"code\":\"read-only\"");
      assertThat(served.http().send("DELETE", "/api/v1/queues/messages/jobs/1", "").statusCode())
          .isEqualTo(403);
      assertThat(served.mill().pool().isRunning()).isFalse();
      assertThat(served.http().get("/api/v1/queues/messages").statusCode()).isEqualTo(200);
      assertThat(served.http().get("/api/v1/server").body()).contains("\"readOnly\":true");
    }
  }

  @Test
  void secretsAreNotTold() {
    assertThat(new Access("s3cret", false).toString()).doesNotContain("s3cret");
    assertThat(
            new ServeConfig.HttpConfig(
                    "::", 1, "s3cret", false, ServeConfig.Proxy.NONE, new ServeConfig.Most(1, 1))
                .toString())
        .doesNotContain("s3cret");
  }

  @Test
  void whatNeverReachesARouteIsAProblemToo(TestRedis redis) throws IOException {
    try (Served served = Served.on(redis)) {
      int port = served.http().port();
      String large = "GET /state HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000);

      assertThat(raw(port, large + "\r\n\r\n"))
          .contains(" 431 ", "application/problem+json", "\"code\":\"headers-too-large\"");
      assertThat(raw(port, "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
          .contains(" 414 ", "\"code\":\"uri-too-long\"");
      assertThat(raw(port, "no http\r\n\r\n")).contains(" 400 ", "\"code\":\"refused\"");
    }
  }

  private static String raw(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
