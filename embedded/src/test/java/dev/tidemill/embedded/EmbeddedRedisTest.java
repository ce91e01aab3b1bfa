package dev.tidemill.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedRedisTest {

  @TempDir Path temp;

  @Test
  void answersWithItsPasswordOnly() throws IOException {
    try (EmbeddedRedis redis = start()) {
      assertThat(say(redis, "PING")).isEqualTo("PONG");
      assertThat(redis.isAlive()).isTrue();
      assertThat(redis.version()).matches("\\d+\\.\\d+\\.\\d+");

      ServerSettings stranger =
          new ServerSettings(redis.directory(), redis.port(), "", Persistence.NONE);

      try (RedisPeer peer = RedisPeer.connect(stranger, Duration.ofSeconds(1))) {
        assertThatThrownBy(() -> peer.call("PING")).hasMessageContaining("NOAUTH");
      }
    }
  }

  @Test
  void keepsItsDataOverACleanStop() throws IOException {
    try (EmbeddedRedis redis = start()) {
      say(redis, "SET", "kept", "yes");
    }

    try (EmbeddedRedis redis = start()) {
      assertThat(say(redis, "GET", "kept")).isEqualTo("yes");
    }
  }

  @Test
  void hasItsAddressAgainUnderTheNextOwnerSoThatOthersFindIt() throws IOException {
    String before;
    try (EmbeddedRedis redis = start()) {
      before = redis.uri();
    }

    try (EmbeddedRedis redis = start()) {
      assertThat(redis.uri()).isEqualTo(before);
    }
  }

  @Test
  void takesAnotherPortWhereSomebodyElseHasItsOwnMeanwhile() throws IOException {
    int before;
    try (EmbeddedRedis redis = start()) {
      before = redis.port();
    }

    try (ServerSocket taken = new ServerSocket(before, 1, InetAddress.getLoopbackAddress());
        EmbeddedRedis redis = start()) {
      assertThat(redis.port()).isNotEqualTo(taken.getLocalPort());
      assertThat(say(redis, "PING")).isEqualTo("PONG");
    }
  }

  @Test
  void oneThatStandsStillIsWokenToEnd() throws Exception {
    EmbeddedRedis redis = start();
    say(redis, "SET", "kept", "yes");
    new ProcessBuilder("kill", "-STOP", Long.toString(redis.pid())).start().waitFor();

    assertThat(CompletableFuture.runAsync(redis::close)).succeedsWithin(Duration.ofSeconds(15));

    try (EmbeddedRedis next = start()) {
      assertThat(say(next, "GET", "kept")).isEqualTo("yes");
    }
  }

  @Test
  void ofADirectoryWithASpaceAndAQuoteIsLikeAnyOther() throws IOException {
    Path directory = temp.resolve("my \"data\" dir");

    try (EmbeddedRedis redis = EmbeddedRedis.start(new EmbeddedRedisOptions(directory, true))) {
      say(redis, "SET", "kept", "yes");
      assertThat(directory.resolve("redis.conf")).content().contains("appendfsync always\n");
    }

    try (EmbeddedRedis redis = EmbeddedRedis.start(new EmbeddedRedisOptions(directory, false))) {
      assertThat(say(redis, "GET", "kept")).isEqualTo("yes");
    }
  }

  @Test
  void isStartedAgainUnderTheSameAddressWhenItIsKilled() throws Exception {
    try (EmbeddedRedis redis = start()) {
      CountDownLatch told = new CountDownLatch(1);
      redis.onRestart(told::countDown);
      say(redis, "SET", "kept", "yes");
      String uri = redis.uri();
      long before = redis.pid();

      ProcessHandle.of(before).orElseThrow().destroyForcibly();

      assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(redis.uri()).isEqualTo(uri);
      assertThat(redis.pid()).isNotEqualTo(before);
      assertThat(say(redis, "GET", "kept")).isEqualTo("yes");
      assertThat(serverFile().redisPid()).isEqualTo(redis.pid());
    }
  }

  @Test
  void isStartedAgainThoughNobodyCanBeToldOfIt() throws Exception {
    try (EmbeddedRedis redis = start()) {
      CountDownLatch told = new CountDownLatch(1);
      redis.onRestart(told::countDown);
      nobodyCanBeTold();

      ProcessHandle.of(redis.pid()).orElseThrow().destroyForcibly();

      assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(say(redis, "PING")).isEqualTo("PONG");
      assertThat(temp.toFile().list()).noneMatch(name -> name.endsWith(".part"));
    }
  }

  @Test
  void leavesNoServerBehindWhenItCannotTellOfIt() throws Exception {
    nobodyCanBeTold();

    assertThatThrownBy(this::start).hasMessageContaining("server.json cannot be written");

    await().atMost(Duration.ofSeconds(30)).until(() -> !Survivor.isAlive(Survivor.pidIn(temp)));
  }

  /** Where the file is to be there is a directory. */
  private void nobodyCanBeTold() throws IOException {
    Files.deleteIfExists(temp.resolve("server.json"));
    Files.createDirectory(temp.resolve("server.json"));
  }

  @Test
  void isStartedAgainWhenAClientShutsItDown() throws Exception {
    try (EmbeddedRedis redis = start()) {
      CountDownLatch told = new CountDownLatch(1);
      redis.onRestart(told::countDown);

      assertThatThrownBy(() -> say(redis, "SHUTDOWN")).isInstanceOf(IOException.class);

      assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(say(redis, "PING")).isEqualTo("PONG");
    }
  }

  @Test
  void refusesASecondOwnerAndSaysWhoTheFirstIs() throws IOException {
    try (EmbeddedRedis redis = start()) {
      redis.announceHttp(4000);

      assertThatThrownBy(this::start)
          .isInstanceOfSatisfying(
              DataDirectoryInUse.class,
              e -> {
                assertThat(e.owner())
                    .isEqualTo(
                        new ServerFile(
                            redis.uri(),
                            redis.version(),
                            ProcessHandle.current().pid(),
                            redis.pid(),
                            4000));
                assertThat(e).hasMessageContaining("--data");
              });
      assertThat(Files.getPosixFilePermissions(temp.resolve("server.json")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(say(redis, "PING")).isEqualTo("PONG");
    }
    assertThat(temp.resolve("server.json")).doesNotExist();
  }

  @Test
  void refusesASecondOwnerInAnotherProcess() throws Exception {
    Path data = temp.resolve("data");
    try (Owner owner = Owner.start(data)) {
      assertThatThrownBy(() -> EmbeddedRedis.start(new EmbeddedRedisOptions(data, false)))
          .isInstanceOf(DataDirectoryInUse.class)
          .hasMessageContaining("process " + owner.pid());
    }
  }

  @Test
  void endsWithItsParentEvenWhenThatIsKilled() throws Exception {
    Path data = temp.resolve("data");
    try (Owner owner = Owner.start(data)) {
      assertThat(Survivor.isAlive(owner.redisPid())).isTrue();

      owner.kill();

      await().atMost(Duration.ofSeconds(30)).until(() -> !Survivor.isAlive(owner.redisPid()));
    }
    try (EmbeddedRedis redis = EmbeddedRedis.start(new EmbeddedRedisOptions(data, false))) {
      assertThat(redis.isAlive()).isTrue();
    }
  }

  @Test
  void endsTheServerOfAnEarlierRunBeforeItUsesItsFiles() throws IOException {
    ServerSettings settings = ServerSettings.guarded(temp, Persistence.EVERY_SECOND);
    try (RedisServer left = RedisServer.start(RedisBinary.find(temp), settings);
        RedisPeer peer = RedisPeer.connect(settings, Duration.ofSeconds(1))) {
      peer.call("SET", "kept", "yes");

      try (EmbeddedRedis redis = start()) {
        assertThat(left.isAlive()).isFalse();
        assertThat(say(redis, "GET", "kept")).isEqualTo("yes");
      }
    }
  }

  @Test
  void listensOnTheLoopbackAddressOnly() {
    try (EmbeddedRedis redis = start()) {
      assertThat(URI.create(redis.uri()).getHost()).isEqualTo("127.0.0.1");
      assertThat(temp.resolve("redis.conf")).content().contains("bind 127.0.0.1\n");
    }
  }

  @Test
  void aServerThatDoesNotStartSaysWhy() throws IOException {
    RedisBinary noServer = new RedisBinary(Path.of("/bin/false"), "7.0.0", RedisBinary.ON_PATH);

    assertThatThrownBy(
            () -> RedisServer.start(noServer, ServerSettings.open(temp, Persistence.NONE)))
        .isInstanceOf(EmbeddedRedisException.class)
        .hasMessageContaining("/bin/false did not start in " + temp);
  }

  private EmbeddedRedis start() {
    return EmbeddedRedis.start(new EmbeddedRedisOptions(temp, false));
  }

  private ServerFile serverFile() throws IOException {
    return Objects.requireNonNull(
        ServerFile.parse(Files.readString(temp.resolve("server.json"))),
        "server.json is not whole");
  }

  private static String say(EmbeddedRedis redis, String... words) throws IOException {
    URI uri = URI.create(redis.uri());
    ServerSettings settings =
        new ServerSettings(
            redis.directory(), uri.getPort(), uri.getUserInfo().substring(1), Persistence.NONE);
    try (RedisPeer peer = RedisPeer.connect(settings, Duration.ofSeconds(5))) {
      return peer.call(words);
    }
  }
}
