package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.source.OnBadLine;
import dev.tidemill.pool.source.Opening;
import dev.tidemill.pool.source.PositionedSource;
import dev.tidemill.pool.source.Range;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.testkit.Logged;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A node has only the beginning of the file that another one reads. */
@ExtendWith(RedisExtension.class)
@Timeout(120)
class PoolPartialFileTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int LINES = 3000;

  @TempDir Path folder;
  private Path whole;
  private Path part;

  @BeforeEach
  void write() throws IOException {
    List<String> lines = IntStream.range(0, LINES).mapToObj(Integer::toString).toList();
    whole = Files.write(folder.resolve("whole"), lines);
    part = Files.write(folder.resolve("part"), lines.subList(0, LINES / 2));
  }

  @Test
  void aNodeWithAPartOfTheFileDoesNotReadOnWhereAnotherHasDied(TestRedis redis) throws Exception {
    try (Logged log = Logged.of("dev.tidemill.pool");
        Pool b = Pool.open(node(redis, "b", part))) {
      Pool a = Pool.open(node(redis, "a", whole));
      a.start();
      b.start();
      await().until(() -> a.view().totalMessageCount() > 100);
      a.abandon();
      assertThat(b.view().totalMessageCount()).isLessThan(LINES / 2);

      await()
          .atMost(LONG)
          .until(() -> log.lines().stream().anyMatch(line -> line.contains("smaller")));
      assertThat(b.awaitFinished(Duration.ofMillis(500))).isFalse();

      try (Pool again = Pool.open(node(redis, "a", whole))) {
        again.start();
        assertThat(again.awaitFinished(LONG)).isTrue();
        assertThat(again.view().totalMessageCount()).isEqualTo(LINES);
        assertThat(b.awaitFinished(LONG)).isTrue();
      }
    }
  }

  private PoolOptions node(TestRedis redis, String name, Path file) {
    return PoolTest.options(redis)
        .node(name)
        .settings(PoolTest.settings(8, 3).withPolicy(PolicyKind.FIXED))
        .source(new Copy(Sources.lines(file, OnBadLine.FAIL)))
        .handler(Handlers.complete(Duration.ZERO))
        .pushInterval(Duration.ofMillis(20))
        .build();
  }

  /** A copy of the file under the path that it has on every machine. */
  private record Copy(PositionedSource file) implements PositionedSource {

    @Override
    public String id() {
      return "lines:/in";
    }

    @Override
    public Opening open(String position) {
      return file.open(position);
    }

    @Override
    public Range read(int max) {
      return file.read(max);
    }

    @Override
    public String finished() {
      return file.finished();
    }

    @Override
    public boolean isBefore(String earlier, String later) {
      return file.isBefore(earlier, later);
    }

    @Override
    public boolean isFinished(String position) {
      return file.isFinished(position);
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
