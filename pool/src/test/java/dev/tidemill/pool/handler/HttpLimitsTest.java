package dev.tidemill.pool.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An address that answers too late, or too much. */
class HttpLimitsTest {

  private final CountDownLatch over = new CountDownLatch(1);
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    over.countDown();
    server.close();
  }

  /** Answers one request with the beginning of a body that is told to be that long. */
  private void answer(int length, String beginning) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (Socket client = server.accept()) {
                String head = "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
                client.getOutputStream().write((head + beginning).getBytes(UTF_8));
                client.getOutputStream().flush();
                over.await();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private String handled(Duration within) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/in");
    return new HttpHandler(address, within).handle(new Job("7", Map.of("data", "1")));
  }

  @Test
  @Timeout(60)
  void aBodyThatStallsFailsTheMessage() {
    answer(10, "half");

    assertThatThrownBy(() -> handled(Duration.ofMillis(500)))
        .isInstanceOf(HandlerFailed.class)
        .hasMessageContaining("was not answered");
  }

  @Test
  void tooMuchIsRefusedWhateverItsLetters() {
    String large = "é".repeat(700_000);
    answer(2 * large.length(), large);

    assertThatThrownBy(() -> handled(Duration.ofSeconds(60)))
        .isInstanceOf(HandlerFailed.class)
        .hasMessageContaining("1 MiB");
  }
}
