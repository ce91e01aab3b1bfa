package dev.tidemill.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.server.cli.BenchConfig;
import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.RedisConfig;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(RedisExtension.class)
final class BenchTest {

  private final TestRedis redis;
  private final StringWriter out = new StringWriter();

  BenchTest(TestRedis redis) {
    this.redis = redis;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queue-add",
        "queue-add-bulk",
        "worker-generic",
        "worker-concurrent",
        "pool",
        "turn",
        "latency"
      })
  void eachScenarioTellsItsFiguresInOneObjectAndLeavesNothingBehind(String scenario)
      throws InterruptedException {
    redis.call("SET", "tidemill-bench:somebody:1", "else's");

    run(true, 0, scenario);

    JsonNode told = JsonMapper.shared().readTree(out.toString());
    assertThat(told.propertyNames())
        .contains("redisMicrosPerJob", "redisCommandsPerJob", "redis", "runtime", "cores");
    assertThat(told.get("scenario").asString()).isEqualTo(scenario);
    assertThat(told.get("jobs").asInt()).isEqualTo(120);
    assertThat(told.get("jobsPerSecond").asDouble())
        .isCloseTo(120 / told.get("seconds").asDouble(), withinOne());
    assertThat(told.get("readBack").asString()).startsWith("120 ");
    assertThat(redis.call("KEYS", "*")).isEqualTo(List.of("tidemill-bench:somebody:1"));
  }

  private static Offset<Double> withinOne() {
    return Offset.offset(1.0);
  }

  @Test
  void severalScenariosAreRowsOfATableThatNamesTheRedis() throws InterruptedException {
    run(false, 0, "queue-add", "latency");

    assertThat(out.toString())
        .contains("redis " + redis.version(), "queue-add ", "latency ", "p99.9 ", "120 waiting");
  }

  @Test
  void aScenarioThatIsNotKnownIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> run(false, 0, "queue-ad"))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("'queue-ad' is none of queue-add, queue-add-bulk");
  }

  @Test
  void whatRedisDoesNotHoldIsNoFigure() {
    RedisUri uri = RedisUri.parse(redis.uri());
    try (Ground ground = new Ground(uri, "tidemill-bench", () -> 0)) {
      QueueOptions options = ground.queue();
      try (Queue queue = Queue.open(options)) {
        queue.typed(Payload.CODEC).add("bench", Payload.VALUE);
        queue.add("bench", "{}");

        assertThatThrownBy(() -> new ReadBack(ground, options, 3).added(queue))
            .isInstanceOf(CommandFailed.class)
            .hasMessageContaining("cannot be trusted");
        assertThatThrownBy(() -> new ReadBack(ground, options, 2).added(queue))
            .hasMessageContaining("data of job 2");
      }
    }
  }

  @Test
  void askedToEndItRemovesWhatItHasMade() {
    assertThatThrownBy(() -> run(false, ExitCode.INTERRUPTED, "worker-concurrent"))
        .isInstanceOfSatisfying(
            CommandFailed.class,
            ended -> assertThat(ended.exitCode()).isEqualTo(ExitCode.INTERRUPTED));

    assertThat(redis.call("DBSIZE")).isEqualTo(0L);
  }

  private void run(boolean json, int stopped, String... scenarios) throws InterruptedException {
    RedisConfig where = new RedisConfig(null, Path.of(""), false, "tidemill-bench", "");
    BenchConfig config = new BenchConfig(where, List.of(scenarios), 120, json);
    new Bench(config, new PrintWriter(out), new PrintWriter(new StringWriter()))
        .run(RedisUri.parse(redis.uri()), () -> stopped);
  }
}
