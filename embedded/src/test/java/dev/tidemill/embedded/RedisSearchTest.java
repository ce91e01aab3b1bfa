package dev.tidemill.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RedisSearchTest {

  private static final String HERE = RedisSearch.here().platform();

  @TempDir Path temp;

  @Test
  void prefersAServerOnThePath() throws IOException {
    Path valkey = program("valkey-server", "echo 'Valkey server v=8.1.0 sha=0'");

    RedisBinary found = new RedisSearch("/nowhere:" + temp.resolve("path"), HERE).find(temp);

    assertThat(found).isEqualTo(new RedisBinary(valkey, "8.1.0", RedisBinary.ON_PATH));
  }

  @Test
  void passesOverOldAndBrokenServersOnThePath() throws IOException {
    program("redis-server", "echo 'Redis server v=6.0.16 sha=0'");
    program("valkey-server", "echo 'error while loading shared libraries' >&2; exit 127");

    RedisBinary found = new RedisSearch(temp.resolve("path").toString(), HERE).find(temp);

    assertThat(found.origin()).isEqualTo(RedisBinary.BUNDLED);
  }

  @Test
  void fallsBackToABundledServerThatRuns() throws IOException {
    RedisBinary found = new RedisSearch("", HERE).find(temp);

    assertThat(found.origin()).isEqualTo(RedisBinary.BUNDLED);
    assertThat(Files.getPosixFilePermissions(found.file()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    try (RedisServer server =
        RedisServer.start(found, ServerSettings.open(temp, Persistence.EVERY_SECOND))) {
      assertThat(server.version()).startsWith(found.major() + ".");
    }
  }

  @Test
  void takesThePortableOneWhenTheFastOneDoesNotRun() throws IOException {
    Path fast =
        Files.createDirectories(temp.resolve("bin")).resolve("redis-server-6.2.6-v5-" + HERE);
    script(fast, "exit 127");

    RedisBinary found = new RedisSearch("", HERE).find(temp);

    assertThat(found.version()).isEqualTo("7.0.15");
    try (RedisServer server =
        RedisServer.start(found, ServerSettings.open(temp, Persistence.EVERY_SECOND))) {
      assertThat(server.version()).isEqualTo("7.0.15");
    }
  }

  @Test
  void neverGivesFilesOfANewerServerToAnOlderOne() throws IOException {
    Files.createDirectories(temp.resolve("appendonlydir"));

    assertThat(new RedisSearch("", HERE).find(temp).major()).isGreaterThanOrEqualTo(7);
  }

  @Test
  void saysWhatToInstallWhenThereIsNone() {
    assertThatThrownBy(() -> new RedisSearch("", "plan9-sparc").find(temp))
        .isInstanceOf(EmbeddedRedisException.class)
        .hasMessageContaining("plan9-sparc")
        .hasMessageContaining("apt-get install redis-server")
        .hasMessageContaining("--redis-url");
  }

  @Test
  void namesPlatformsAsTheBundledProgramsDo() {
    assertThat(RedisSearch.platform("Linux", "amd64")).isEqualTo("linux-amd64");
    assertThat(RedisSearch.platform("Linux", "aarch64")).isEqualTo("linux-arm64");
    assertThat(RedisSearch.platform("Mac OS X", "x86_64")).isEqualTo("darwin-amd64");
  }

  private Path program(String name, String body) throws IOException {
    return script(Files.createDirectories(temp.resolve("path")).resolve(name), body);
  }

  private static Path script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
