package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidemill.embedded.Persistence;
import dev.tidemill.server.api.Json;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds. */
class DoctorTest {

  @Test
  void aRedisThatWouldThrowJobsAwayIsWrongAndTheRemedyIsTold() {
    try (TestRedis redis =
        TestRedis.start(Persistence.NONE, directory -> List.of("maxmemory-policy allkeys-lru"))) {
      Typed found = Typed.at(redis.uri(), "doctor", "--port=0");

      assertThat(found.code()).isEqualTo(1);
      assertThat(found.out())
          .contains("wrong    redis memory", "allkeys-lru", "maxmemory-policy noeviction")
          .contains("redis-cli -h " + redis.host() + " -p " + redis.port() + " config set")
          .contains("warning  redis disk", "ok       clock", "ok       port")
          .endsWith("Tidemill cannot work here yet: 1 wrong, 1 warning." + System.lineSeparator());
    }
  }

  @Test
  void aRedisThatDoesNotAnswerIsWrong() {
    Typed found = Typed.at("redis://127.0.0.1:1", "doctor", "--json");

    assertThat(found.code()).isEqualTo(1);
    assertThat(Json.isOne(found.out())).isTrue();
    assertThat(found.out()).contains("\"level\":\"wrong\"", "127.0.0.1:1");
  }

  @Test
  void aUserThatMayNotIsToldSoAndNotThatRedisIsToBeStarted() {
    try (TestRedis redis = TestRedis.start()) {
      redis.call("ACL", "SETUSER", "reader", "on", ">pw", "~*", "+@read", "+@connection");
      redis.call("ACL", "SETUSER", "blind", "on", ">pw", "~*", "&*", "+@all", "-client");
      redis.call("ACL", "SETUSER", "blind", "+client|setname");
      String at = redis.host() + ":" + redis.port();

      Typed reader = Typed.at("redis://reader:pw@" + at, "doctor", "--port=0");
      Typed blind = Typed.at("redis://blind:pw@" + at, "doctor", "--port=0");
      Typed stranger = Typed.at("redis://reader:other@" + at, "doctor", "--port=0");

      assertThat(reader.code()).isEqualTo(1);
      assertThat(reader.out())
          .contains("wrong    redis user", "acl setuser")
          .doesNotContain("Start it");
      assertThat(blind.code()).isZero();
      assertThat(blind.out()).contains("warning  redis user", "list clients", "ok       clock");
      assertThat(stranger.code()).isEqualTo(1);
      assertThat(stranger.out())
          .contains("WRONGPASS", "redis://USER:PASSWORD@")
          .doesNotContain("Start it");
    }
  }

  @Test
  void theRemedyForAUserThatMayNotLetsItWork() {
    try (TestRedis redis = TestRedis.start()) {
      redis.call("ACL", "SETUSER", "mill", "on", ">pw", "+@read", "+@connection");
      String url = "redis://mill:pw@" + redis.host() + ":" + redis.port();
      String told = Typed.at(url, "doctor", "--port=0").out();
      String[] remedy =
          told.substring(told.indexOf("acl setuser NAME") + 4)
              .lines()
              .findFirst()
              .orElseThrow()
              .replace("NAME", "mill")
              .replace("'", "")
              .split(" ");

      redis.call("ACL", remedy);
      Typed found = Typed.at(url, "doctor", "--port=0");

      assertThat(found.code()).isZero();
      assertThat(found.out()).contains("ok       redis user", "Tidemill can work here, 1 warning.");
      assertThat(Typed.at(url, "queue", "ls").code()).isZero();
    }
  }

  @Test
  void aPortThatIsTakenAtTheOtherAddressOfThisMachineIsAWarning(@TempDir Path folder)
      throws IOException {
    byte[] other = new byte[16];
    other[15] = 1; // ::1
    assumeTrue(
        NetworkInterface.getByInetAddress(InetAddress.getByAddress(other)) != null,
        "this machine has no IPv6");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(other))) {
      Typed found = Typed.of("doctor", "--port=" + taken.getLocalPort(), "--data=" + folder);

      assertThat(found.out()).contains("warning  port", "at ::1");
    }
  }

  @Test
  void aPortThatIsTakenIsAWarning(@TempDir Path folder) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "--port=" + taken.getLocalPort();

      Typed found = Typed.of("doctor", port, "--data=" + folder);

      assertThat(found.code()).isZero();
      assertThat(found.out()).contains("warning  port", "takes the next one", "ok       data");
    }
  }

  @Test
  void aDataDirectoryThatCannotBeIsWrong(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    Typed found = Typed.of("doctor", "--port=0", "--data=" + file.resolve("data"));

    assertThat(found.code()).isEqualTo(1);
    assertThat(found.out()).contains("wrong    data", file.toString(), "--data");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileSystemThatTakesNothingIsWrongWhateverItsPermissionsSay() {
    Typed found = Typed.of("doctor", "--port=0", "--data=/proc/tidemill");

    assertThat(found.code()).isEqualTo(1);
    assertThat(found.out()).contains("wrong    data", "for /proc cannot");
  }
}
