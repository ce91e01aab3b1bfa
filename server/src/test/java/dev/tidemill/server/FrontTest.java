package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.server.http.Access;
import dev.tidemill.server.http.Front;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything under a path, whatever the proxy before it does with that path. */
@ExtendWith(RedisExtension.class)
class FrontTest {

  @Test
  void underABasePathEverythingIsAnsweredWithItAndWithoutIt(TestRedis redis) throws Exception {
    Front front = new Front("/x/y", Set.of(), Set.of());
    try (Served served = Served.on(redis, Access.OPEN, front)) {
      Http http = served.http();

      for (String path :
          List.of("/", "/app.js", "/state", "/docs", "/metrics", "/livez", "/openapi.json")) {
        assertThat(http.get("/x/y" + path).statusCode()).as(path).isEqualTo(200);
        assertThat(http.get(path).statusCode()).as(path).isEqualTo(200);
      }
      for (String path : List.of("/x/y", "/x/y/", "/")) {
        assertThat(http.get(path).body()).contains("<base href=\"/x/y/\">");
      }
      assertThat(http.eventsOf("/x/y/events", "snapshot")).isNotEmpty();
      assertThat(http.get("/x/yonder").statusCode()).isEqualTo(404);
      assertThat(http.get("/x/y/docs").body())
          .contains("http://127.0.0.1:" + http.port() + "/x/y/state")
          .doesNotContain("href=\"/");
      assertThat(http.get("/x/y/nowhere").body())
          .contains("\"type\":\"/x/y/problems/not-found\"", "\"instance\":\"/x/y/nowhere\"");
    }
  }

  @Test
  void aPlaceIsToldAsTheOtherSideHasToAskForIt(TestRedis redis) {
    try (Served served = Served.on(redis, Access.OPEN, new Front("/x/y", Set.of(), Set.of()))) {
      HttpResponse<String> added =
          served.http().send("POST", "/x/y/api/v1/queues/messages/jobs", "{\"data\":1}");

      String place = added.headers().firstValue("Location").orElseThrow();
      assertThat(place).startsWith("/x/y/api/v1/");
      assertThat(served.http().get(place).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aProxyOnThisMachineIsBelievedUnlessWhatItSaysIsNoPath(TestRedis redis) {
    try (Served served = Served.on(redis)) {
      Http http = served.http();

      assertThat(http.get("/").body()).doesNotContain("<base");
      assertThat(http.get("/", "X-Forwarded-Prefix", "/tide").body())
          .contains("<base href=\"/tide/\">");
      for (String bad : List.of("//evil.example", "/\"><script>", "/a/../b", "tide")) {
        assertThat(http.get("/", "X-Forwarded-Prefix", bad).body()).doesNotContain("<base");
      }
      String[] asked = {"X-Forwarded-Host", "mill.example", "X-Forwarded-Proto", "https"};
      assertThat(http.get("/docs", asked).body()).contains("https://mill.example/state");
    }
  }

  @Test
  void aProxyThatKeepsTheNameItWasAskedByIsAnsweredWhereThatNameIsAllowed(TestRedis redis)
      throws Exception {
    Front front = new Front("", Set.of(), Set.of("Mill.example", "tide.example"));
    try (Served served = Served.on(redis, Access.OPEN, front)) {
      int port = served.http().port();
      for (String name : List.of("mill.example", "MILL.example:443", "tide.example", "localhost")) {
        assertThat(asked(port, "GET /state", name)).as(name).contains(" 200 ");
        assertThat(asked(port, "POST /stop", name + "\r\nOrigin: https://" + name))
            .as(name)
            .doesNotContain(" 403 ");
      }
      assertThat(asked(port, "POST /stop", "mill.example\r\nOrigin: https://evil.example"))
          .contains(" 403 ", "foreign-page");
      for (String name : List.of("evil.example", "mill.example.evil.example")) {
        assertThat(asked(port, "GET /state", name))
            .as(name)
            .contains(" 403 ", "foreign-host", "--allowed-host");
      }
    }
  }

  /** Java's client lets nobody choose the host. */
  private static String asked(int port, String what, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = what + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aPathThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new Front("x", Set.of(), Set.of()))
        .hasMessageContaining("base path 'x'");
  }
}
