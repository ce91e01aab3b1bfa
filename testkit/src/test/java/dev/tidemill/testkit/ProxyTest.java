package dev.tidemill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
final class ProxyTest {

  private static final String INCR = "*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n";
  private static final String REPLY = ":1\r\n";

  @Test
  void passesAndCounts(TestRedis redis) throws IOException {
    try (Proxy proxy = Proxy.to(redis);
        Socket client = connect(proxy)) {
      send(client, INCR);

      assertThat(read(client, REPLY.length())).isEqualTo(REPLY);
      assertThat(proxy.requestBytes()).isEqualTo(INCR.length());
      assertThat(proxy.replyBytes()).isEqualTo(REPLY.length());
    }
  }

  @Test
  void cutsARequestAtEveryByte(TestRedis redis) throws IOException {
    for (int n = 0; n <= INCR.length(); n++) {
      redis.flush();
      boolean whole = n == INCR.length();
      try (Proxy proxy = Proxy.to(redis);
          Socket client = connect(proxy)) {
        proxy.cutAfterRequestBytes(n);

        send(client, INCR);

        assertThat(readToTheEnd(client)).as("reply after %d bytes", n).isEmpty();
        assertThat(proxy.requestBytes()).isEqualTo(n);
      }
      await().until(() -> redis.call("GET", "n") != null == whole);
    }
  }

  @Test
  void cutsAReplyAtEveryByte(TestRedis redis) throws IOException {
    for (int n = 0; n <= REPLY.length(); n++) {
      redis.flush();
      try (Proxy proxy = Proxy.to(redis);
          Socket client = connect(proxy)) {
        proxy.cutAfterReplyBytes(n);

        send(client, INCR);

        assertThat(readToTheEnd(client)).isEqualTo(REPLY.substring(0, n));
        assertThat(redis.call("GET", "n")).isEqualTo("1");
      }
    }
  }

  @Test
  void passesAgainAfterACut(TestRedis redis) throws IOException {
    try (Proxy proxy = Proxy.to(redis)) {
      proxy.cutAfterReplyBytes(1);
      try (Socket client = connect(proxy)) {
        send(client, INCR);
        readToTheEnd(client);
      }

      try (Socket client = connect(proxy)) {
        send(client, INCR);
        assertThat(read(client, 4)).isEqualTo(":2\r\n");
      }
    }
  }

  @Test
  void passesNothingWhileItIsDark(TestRedis redis) throws IOException {
    try (Proxy proxy = Proxy.to(redis);
        Socket client = connect(proxy)) {
      proxy.goDark();
      send(client, INCR);
      client.setSoTimeout(50);
      assertThatThrownBy(() -> read(client, 1)).isInstanceOf(SocketTimeoutException.class);
      assertThat(redis.call("GET", "n")).isNull();

      proxy.pass();

      client.setSoTimeout(5_000);
      assertThat(read(client, REPLY.length())).isEqualTo(REPLY);
    }
  }

  @Test
  void putsItselfInThePlaceOfTheServer(TestRedis redis) {
    try (Proxy proxy = Proxy.to(redis)) {
      String here = "127.0.0.1:" + proxy.port();

      assertThat(proxy.uri(redis.uri())).isEqualTo("redis://" + here + "/0");
      assertThat(proxy.uri("redis://:pw@host:1")).isEqualTo("redis://:pw@" + here);
      assertThat(proxy.uri("redis://me:pw@host:1/2")).isEqualTo("redis://me:pw@" + here + "/2");
    }
  }

  private static Socket connect(Proxy proxy) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(5_000);
    return client;
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String read(Socket client, int length) throws IOException {
    return new String(client.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
  }

  private static String readToTheEnd(Socket client) {
    StringBuilder text = new StringBuilder();
    try {
      for (int c = client.getInputStream().read(); c >= 0; c = client.getInputStream().read()) {
        text.append((char) c);
      }
    } catch (IOException e) {
      assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
    }
    return text.toString();
  }
}
