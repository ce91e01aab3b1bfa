package dev.tidemill.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tidemill.job.DelayedException;
import dev.tidemill.job.Job;
import dev.tidemill.job.Outcome;
import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.handler.HandlerFailed;
import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.handler.WorkTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpHandlerTest {

  private HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "";
  private volatile String retryAfter = "";
  private volatile String received = "";
  private volatile @Nullable String login;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/in",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          login = exchange.getRequestHeaders().getFirst("Authorization");
          String type = exchange.getRequestHeaders().getFirst("Content-Type");
          received = exchange.getRequestMethod() + " " + type + " " + body;
          if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
          }
          byte[] bytes = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private String handled(String data) throws Exception {
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/in";
    Handler handler = Handlers.named(address, WorkTime.NONE, false);
    return handler.handle(new Job("7", Map.of("data", data)));
  }

  @Test
  void postsThePayloadAsItIsAndTakesTheAnswerAsTheResult() throws Exception {
    answer = "{\"ok\":1.0}";
    assertThat(handled("{\"n\": 1.0}")).isEqualTo("{\"ok\":1.0}");
    assertThat(received).isEqualTo("POST application/json {\"n\": 1.0}");

    answer = "done";
    assertThat(handled("1")).isEqualTo("\"done\"");

    answer = "";
    status = 204;
    assertThat(handled("1")).isEqualTo("null");
  }

  @Test
  void anyOtherAnswerFailsTheMessageWithItsText() {
    status = 500;
    answer = "no disk";

    assertThatThrownBy(() -> handled("1"))
        .isInstanceOf(HandlerFailed.class)
        .hasMessageContaining("was answered with 500: no disk");
  }

  @Test
  void aLoginInTheAddressIsSentAndToldNowhere() throws Exception {
    String address = "http://mill:s%40crt@127.0.0.1:" + server.getAddress().getPort() + "/in";
    Handler handler = Handlers.named(address, WorkTime.NONE, false);
    status = 500;

    assertThatThrownBy(() -> handler.handle(new Job("7", Map.of("data", "1"))))
        .isInstanceOf(HandlerFailed.class)
        .message()
        .doesNotContain("crt", "mill:");
    assertThat(login)
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString("mill:s@crt".getBytes(UTF_8)));
  }

  @Test
  void whoIsBusyIsAskedAgainWhenItSaysAndNoAttemptIsCounted() {
    status = 503;
    retryAfter = "7";

    assertThatThrownBy(() -> handled("1"))
        .isInstanceOfSatisfying(
            DelayedException.class,
            e -> assertThat(e.outcome()).isEqualTo(new Outcome.Delayed(Duration.ofSeconds(7))));
  }

  @Test
  void whoIsNotThereFailsTheMessage() {
    server.stop(0);

    assertThatThrownBy(() -> handled("1"))
        .isInstanceOf(HandlerFailed.class)
        .hasMessageContaining("was not answered");
  }

  @Test
  void anAddressThatIsNoneIsRefusedAtOnce() {
    assertThatThrownBy(() -> Handlers.named("http://", WorkTime.NONE, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://HOST/PATH");
  }
}
