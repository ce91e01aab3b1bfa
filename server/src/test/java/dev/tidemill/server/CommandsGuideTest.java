package dev.tidemill.server;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The commands of the guide do what they say, one after the other. */
@ExtendWith(RedisExtension.class)
class CommandsGuideTest {

  private static final GuideCommands GUIDE = GuideCommands.of("commands.md");

  @Test
  void thoseForQueuesAndJobs(TestRedis redis) {
    GUIDE.allGoWell("console", "--redis-url=" + redis.uri());
  }

  @Test
  void thoseForAPool(TestRedis redis) {
    try (Served served = Served.on(redis)) {
      GUIDE.allGoWell("console-of-a-server", "--server=http://127.0.0.1:" + served.server().port());
    }
  }
}
