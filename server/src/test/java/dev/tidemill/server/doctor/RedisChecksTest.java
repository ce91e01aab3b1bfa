package dev.tidemill.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.embedded.Persistence;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is found at a Redis that was named. */
@ExtendWith(RedisExtension.class)
class RedisChecksTest {

  private static Finding found(TestRedis redis, InstantSource clock, String check) {
    return new RedisChecks(redis.uri(), "bull", clock)
        .findings().stream().filter(one -> one.check().equals(check)).findFirst().orElseThrow();
  }

  @Test
  void aClockThatIsAnHourOffIsAWarningAndNtpItsRemedy(TestRedis redis) {
    InstantSource late = InstantSource.offset(InstantSource.system(), Duration.ofHours(-1));

    Finding clock = found(redis, late, "clock");

    assertThat(clock.level()).isEqualTo(Finding.Level.WARNING);
    assertThat(clock.told()).contains("3600 s apart", "that of Redis");
    assertThat(clock.remedy()).contains("NTP");
  }

  @Test
  void aRedisThatIsNearlyFullIsAWarningUntilItHasMore() {
    try (TestRedis redis =
        TestRedis.start(Persistence.NONE, directory -> List.of("maxmemory 1gb"))) {
      assertThat(found(redis, InstantSource.system(), "redis room").level())
          .isEqualTo(Finding.Level.OK);

      redis.call("CONFIG", "SET", "maxmemory", "512kb"); // an empty one has more in use

      Finding room = found(redis, InstantSource.system(), "redis room");
      assertThat(room.level()).isEqualTo(Finding.Level.WARNING);
      assertThat(room.told()).contains("% of its");
      assertThat(room.remedy()).contains("config set maxmemory");
    }
  }
}
