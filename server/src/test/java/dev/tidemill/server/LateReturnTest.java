package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever comes back after much has happened, and reads no faster than it can. */
@ExtendWith(RedisExtension.class)
class LateReturnTest {

  private static final String HISTORY = "bull:messages:tidemill:history";
  private static final int TURNS = 12_000;

  /** As another node of the pool writes them; together more than the sockets hold. */
  private static final String OTHERS_TURNS =
      "for n = 1, ARGV[1] do redis.call('XADD', KEYS[1], '*', 'kind', 'turn', 'json',"
          + " cjson.encode({ worker = 'w01', role = 'Pusher', turns = 1, pad = ('x'):rep(900) }))"
          + " end";

  @Test
  void whoComesBackLateAndReadsSlowlySeesEachTurnThatRedisHoldsOnceInOrder(TestRedis redis)
      throws Exception {
    redis.call("EVAL", OTHERS_TURNS, "1", HISTORY, Integer.toString(TURNS));
    List<String> told = ids(redis);
    try (Served served = Served.on(redis);
        Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4 << 10);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.http().port()));
      ask(slow, told.getFirst());
      Awaitility.await().until(() -> served.server().hub().viewers() == 1);

      assertThat(seenUntil(told.getLast(), slow)).isEqualTo(told.subList(1, TURNS));
    }
  }

  private static void ask(Socket socket, String last) throws IOException {
    String request =
        "GET /events HTTP/1.0\r\nHost: 127.0.0.1\r\nLast-Event-ID: " + last + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  /** The ids that come, and {@code snapshot} for a picture, until that id or one. */
  private static List<String> seenUntil(String last, Socket socket) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    List<String> seen = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event: snapshot")) {
        seen.add("snapshot");
        return seen;
      }
      if (line.startsWith("id: ")) {
        seen.add(line.substring(4));
        if (seen.getLast().equals(last)) {
          return seen;
        }
      }
    }
    return seen;
  }

  private static List<String> ids(TestRedis redis) {
    List<String> ids = new ArrayList<>();
    Object entries = redis.call("XRANGE", HISTORY, "-", "+");
    for (Object entry : entries instanceof List<?> all ? all : List.of()) {
      ids.add(String.valueOf(((List<?>) entry).getFirst()));
    }
    return ids;
  }
}
