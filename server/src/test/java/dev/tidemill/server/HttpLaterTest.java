package dev.tidemill.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A pool whose handler is a server that says "later". */
@ExtendWith(RedisExtension.class)
class HttpLaterTest {

  private static final List<String> LINES = List.of("one", "two", "three");

  @TempDir private Path folder;
  private Command command;
  private HttpServer server;
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final int refusals = 2; // of each message

  @BeforeEach
  void listen() throws IOException {
    command = Command.in(folder);
    Files.write(command.file("in"), LINES);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/in", this::answer);
    server.start();
  }

  @AfterEach
  void end() {
    command.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    boolean later = asked.merge(body, 1, Integer::sum) <= refusals;
    if (later) {
      exchange.getResponseHeaders().set("Retry-After", "1");
    }
    exchange.sendResponseHeaders(later ? 503 : 204, -1);
    exchange.close();
  }

  private int run(TestRedis redis) throws Exception {
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/in";
    String[] words = {
      "run",
      "--source=lines:" + command.file("in"),
      "--handler=" + address,
      "--attempts=1",
      "--redis-url=" + redis.uri()
    };
    return Command.exitOf(command.start(words));
  }

  @Test
  void aMessageComesAgainUntilItIsTakenAndNoneIsLostOrFailed(TestRedis redis) throws Exception {
    assertThat(run(redis)).as(command.said()).isZero();

    assertThat(asked)
        .hasSize(LINES.size())
        .allSatisfy((body, times) -> assertThat(times).isEqualTo(3));
    assertThat(command.said()).contains("3 messages in", "0 failed");
    assertThat(redis.call("ZCARD", "bull:messages:delayed")).asString().isEqualTo("0");
    assertThat(redis.call("HGET", "bull:messages:tidemill:ledger", "done"))
        .asString()
        .isEqualTo("3");
  }
}
