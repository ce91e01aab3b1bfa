package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A page that looks on while its server is killed and started again. */
@ExtendWith(RedisExtension.class)
class StreamKillTest {

  private static final String HISTORY = "bull:messages:tidemill:history";
  private static final int KILLS = 3;
  private static final int TURNS_SEEN = 10; // of each server

  @TempDir private Path folder;

  @Test
  void whoComesBackWithItsLastIdSeesEachTurnOnceOverThreeKills(TestRedis redis) throws Exception {
    List<Http.Event> seen = new ArrayList<>();
    try (Command command = Command.in(folder);
        ServerSocket free = new ServerSocket(0)) {
      int port = free.getLocalPort();
      free.close();
      Http http = Http.to(port);
      for (int n = 0; n <= KILLS; n++) {
        Process server = serving(command, port, redis);
        Awaitility.await().atMost(Command.LIMIT).until(() -> listens(port));
        int wanted = turns(seen).size() + TURNS_SEEN;
        http.listen(lastId(seen), seen, () -> turns(seen).size() >= wanted);
        server.destroyForcibly().waitFor();
      }
    }

    List<String> turns = turns(seen);
    assertThat(seen).filteredOn(event -> event.name().equals("snapshot")).hasSize(1);
    assertThat(turns).hasSizeGreaterThanOrEqualTo((KILLS + 1) * TURNS_SEEN);
    List<String> told = told(redis);
    int from = told.indexOf(turns.getFirst());
    assertThat(turns).isEqualTo(told.subList(from, from + turns.size()));
  }

  private static Process serving(Command command, int port, TestRedis redis) throws Exception {
    return command.start(
        "serve",
        "--start",
        "--no-open",
        "--port=" + port,
        "--push-interval=10ms",
        "--limiter=none",
        "--switch-every=5",
        "--redis-url=" + redis.uri());
  }

  /** As a page that tries again and again: it may be there before the server knows its past. */
  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static String lastId(List<Http.Event> seen) {
    return seen.stream()
        .map(Http.Event::id)
        .filter(id -> !id.isEmpty())
        .reduce("", (before, after) -> after);
  }

  private static List<String> turns(List<Http.Event> seen) {
    return seen.stream().filter(event -> event.name().equals("turn")).map(Http.Event::id).toList();
  }

  private static List<String> told(TestRedis redis) {
    List<String> turns = new ArrayList<>();
    Object entries = redis.call("XRANGE", HISTORY, "-", "+");
    for (Object entry : entries instanceof List<?> all ? all : List.of()) {
      List<?> parts = (List<?>) entry;
      if (((List<?>) parts.get(1)).contains("turn")) {
        turns.add(String.valueOf(parts.getFirst()));
      }
    }
    return turns;
  }
}
