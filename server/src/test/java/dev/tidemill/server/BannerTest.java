package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.redis.RedisUri;
import dev.tidemill.server.cli.RedisConfig;
import dev.tidemill.server.cli.ServeConfig;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a server says when it is up. */
@ExtendWith(RedisExtension.class)
class BannerTest {

  private static String banner(Neighbour neighbour, @Nullable String url) {
    ServeConfig.Proxy proxy = new ServeConfig.Proxy("/mill", Set.of(), Set.of());
    ServeConfig config =
        new ServeConfig(
            new RedisConfig(url, Path.of("data"), false, "bull", "messages"),
            Served.what(),
            new ServeConfig.HttpConfig(
                "127.0.0.1", 3000, "", false, proxy, new ServeConfig.Most(1, 1)),
            new ServeConfig.Begin(false, false),
            Served.settings());
    RedisPlace own =
        new RedisPlace(
            RedisUri.parse("redis://127.0.0.1:1"), new AtomicReference<>("7.0.15"), null, 0);
    StringWriter told = new StringWriter();
    new Banner(config, own, 3001).show(new PrintWriter(told, true), neighbour);
    return told.toString();
  }

  @Test
  void itSaysWhereAllIsAndWhichRedisItUses() {
    String told = banner(new Neighbour("127.0.0.1", 1), null);

    assertThat(told.lines().findFirst().orElseThrow())
        .startsWith("tidemill ")
        .endsWith(", Redis 7.0.15 (redis://127.0.0.1:1/0)");
    assertThat(told)
        .contains("page   http://127.0.0.1:3001/mill/   (port 3000 is taken)\n")
        .contains("api    /mill/api/v1   docs /mill/docs   metrics /mill/metrics\n")
        .doesNotContain("not used");
    assertThat(told.lines()).hasSizeLessThanOrEqualTo(7).allMatch(line -> line.length() <= 120);
  }

  @Test
  void aRedisBesideItThatIsNotUsedIsNamedWithTheOptionThatUsesIt(TestRedis redis) {
    Neighbour beside = new Neighbour("127.0.0.1", redis.port());
    String url = "redis://127.0.0.1:" + redis.port();

    assertThat(banner(beside, null)).contains("not used").contains("--redis-url=" + url + "\n");
    assertThat(banner(beside, redis.uri())).doesNotContain("not used");
  }

  @Test
  void whatIsSilentOrNoRedisIsNotTakenForOne() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(banner(new Neighbour("127.0.0.1", silent.getLocalPort()), null))
          .doesNotContain("not used");
    }
  }
}
