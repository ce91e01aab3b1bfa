package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.server.http.Access;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The command line asks a server. */
@ExtendWith(RedisExtension.class)
class NounsServedTest {

  private Served served;

  @BeforeEach
  void serve(TestRedis redis) {
    served = Served.on(redis, new Access("secret", false));
  }

  @AfterEach
  void close() {
    served.close();
  }

  private Typed ask(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--server=http://127.0.0.1:" + served.server().port();
    all[words.length + 1] = "--token=secret";
    return Typed.of(all);
  }

  @Test
  void thePoolIsStartedSteeredAndStopped() {
    assertThat(ask("pool", "step").code()).isEqualTo(4);
    assertThat(ask("pool", "start").out()).isEqualTo("The pool runs.\n");
    assertThat(ask("pool", "start").out()).isEqualTo("The pool runs, as before.\n");
    await().until(() -> served.mill().pool().view().pusherCount() > 1);
    assertThat(ask("pool", "set", "--policy=fixed", "--max-pullers=4").code()).isZero();
    assertThat(served.mill().pool().view().limits().maxPullers()).isEqualTo(4);
    assertThat(ask("worker", "ls", "--plain").out()).contains("w01\tPu");
    assertThat(ask("worker", "rest", "w01").code()).isZero();
    assertThat(ask("worker", "turn", "nobody").code()).isEqualTo(3);
    assertThat(ask("pool", "stop").out()).isEqualTo("The pool stands still.\n");
  }

  @Test
  void jsonIsTheAnswerOfTheApiByteForByte() {
    String json = ask("pool", "status", "--json").out();

    assertThat(json.strip())
        .isEqualTo(served.http().get("/api/v1/pool", "Authorization", "Bearer secret").body());
  }

  @Test
  void aServerWhoseRedisIsGoneIsNotHealthy(TestRedis redis) {
    await().untilAsserted(() -> assertThat(ask("healthcheck").out()).isEqualTo("ok\n"));

    redis.kill9();

    assertThat(ask("healthcheck").code()).isEqualTo(1);
    redis.restart();
  }

  @Test
  void thePictureShowsThePlanTheWorkersAndTheQueues() {
    ask("pool", "start");

    Typed picture = ask("dash", "--once");

    assertThat(picture.code()).isZero();
    assertThat(picture.out()).contains("PUSH  ", "PULL  ", "/10 ", "  w01 ", "  messages  ");
  }

  @Test
  void withoutTheTokenItIsRefused() {
    Typed asked = Typed.of("pool", "start", "--server=http://127.0.0.1:" + served.server().port());

    assertThat(asked.code()).isEqualTo(4);
    assertThat(asked.err()).contains("--token");
  }

  @Test
  void aBadValueEndsWithTwo() {
    assertThat(ask("pool", "set", "--max-pullers=many").code()).isEqualTo(2);
    assertThat(ask("queue", "ls", "--limit=0").code()).isEqualTo(2);
    assertThat(ask("pool", "set").err()).contains("give a setting");
  }

  @Test
  void whereNoServerIsItEndsWithFive() {
    Typed asked = Typed.of("queue", "ls", "--server=http://127.0.0.1:1");

    assertThat(asked.code()).isEqualTo(5);
    assertThat(asked.err()).contains("http://127.0.0.1:1", "tidemill serve");
  }

  @Test
  void aServerThatIsSilentEndsWithSeven() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Typed asked =
          Typed.of(
              "queue",
              "ls",
              "--server=http://127.0.0.1:" + silent.getLocalPort(),
              "--timeout=50ms");

      assertThat(asked.code()).isEqualTo(7);
      assertThat(asked.err()).contains("--timeout");
    }
  }
}
