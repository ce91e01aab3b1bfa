package dev.tidemill.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.Keep;
import dev.tidemill.job.RateLimit;
import dev.tidemill.pool.handler.WorkTime;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLinesTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ToldDuties told = new ToldDuties();

  @Test
  void withoutAWordItIsTheDemo() {
    assertThat(execute()).isEqualTo(ExitCode.OK);

    ServeConfig demo = told.demo();
    assertThat(demo.pool().pace())
        .isEqualTo(
            new PoolConfig.Pace(
                Duration.ofMillis(100), null, 0, WorkTime.always(Duration.ofMillis(150))));
    assertThat(demo.http())
        .isEqualTo(
            new ServeConfig.HttpConfig(
                "127.0.0.1",
                3000,
                "",
                false,
                ServeConfig.Proxy.NONE,
                new ServeConfig.Most(4096, 2000)));
    assertThat(demo.begin().start()).isTrue();
    assertThat(demo.begin().openBrowser()).isTrue();
  }

  @Test
  void anOptionWithoutACommandBelongsToTheDemo() {
    execute("--port=4000", "--no-open");

    assertThat(told.demo().http().port()).isEqualTo(4000);
    assertThat(told.demo().begin().openBrowser()).isFalse();
  }

  @Test
  void serveKeepsTheOriginalsPaceAndWaitsForItsStart() {
    execute("serve");

    assertThat(told.served().pool().pace())
        .isEqualTo(
            new PoolConfig.Pace(
                Duration.ofSeconds(1), new RateLimit(10, Duration.ofSeconds(1)), 0, WorkTime.NONE));
    assertThat(told.served().begin().start()).isFalse();
  }

  @Test
  void runGoesAsFastAsItCan() {
    execute("run", "--source", "lines:in.txt", "--handler", "lines:out.txt");

    PoolConfig pool = told.ran().pool();
    assertThat(pool.pace()).isEqualTo(new PoolConfig.Pace(Duration.ZERO, null, 0, WorkTime.NONE));
    assertThat(pool.ends())
        .isEqualTo(new PoolConfig.Ends("lines:in.txt", false, "lines:out.txt", false));
    assertThat(pool.crew().limits()).isEqualTo(new Limits(10, 10));
    assertThat(pool.crew().policy()).isEqualTo(PolicyKind.STAIRCASE);
    assertThat(pool.crew().targetWait()).isEqualTo(Duration.ofSeconds(2));
    assertThat(pool.jobs()).isEqualTo(new PoolConfig.Jobs(1, null, Keep.newest(1000)));
  }

  @Test
  void everyOptionArrives() {
    execute(
        "run",
        "--source=lines:in.txt",
        "--handler=lines:out.txt",
        "--redis-url=redis://db:6379/3",
        "--data=/tmp/mill",
        "--durable",
        "--prefix=p",
        "--queue=q",
        "--max-pushers=3",
        "--max-pullers=8",
        "--min-pushers=2",
        "--min-pullers=4",
        "--policy=balance",
        "--target-wait=300ms",
        "--switch-every=5",
        "--turn-order=lifo",
        "--push-interval=20ms",
        "--limiter=100/m",
        "--max-backlog=5000",
        "--work=1s..2s",
        "--attempts=3",
        "--backoff=exponential:1s",
        "--keep=2h",
        "--node=left",
        "--threads=platform",
        "--fsync",
        "--on-bad-line=skip");

    assertThat(told.ran())
        .isEqualTo(
            new RunConfig(
                new RedisConfig("redis://db:6379/3", Path.of("/tmp/mill"), true, "p", "q"),
                new PoolConfig(
                    new PoolConfig.Ends("lines:in.txt", true, "lines:out.txt", true),
                    new PoolConfig.Pace(
                        Duration.ofMillis(20),
                        new RateLimit(100, Duration.ofMinutes(1)),
                        5_000,
                        new WorkTime(Duration.ofSeconds(1), Duration.ofSeconds(2))),
                    new PoolConfig.Crew(
                        new Limits(3, 8, 2, 4),
                        5,
                        true,
                        PolicyKind.BALANCE,
                        Duration.ofMillis(300)),
                    new PoolConfig.Jobs(
                        3,
                        Backoff.exponential(Duration.ofSeconds(1)),
                        Keep.youngerThan(Duration.ofHours(2))),
                    "left",
                    true)));
  }

  @Test
  void theEnvironmentSpeaksWhereTheCommandLineIsSilent() {
    Map<String, String> environment =
        Map.of("REDIS_URL", "redis://env:1", "MAX_PUSHERS", "4", "MAX_PULLERS", "5");

    CommandLines.of(told, environment).execute("serve", "--max-pullers=6");

    assertThat(told.served().redis().url()).isEqualTo("redis://env:1");
    assertThat(told.served().pool().crew().limits().maxPushers()).isEqualTo(4);
    assertThat(told.served().pool().crew().limits().maxPullers()).isEqualTo(6);
  }

  @Test
  void aFlagThatIsSetElsewhereStaysSetWhenItIsGivenToo() {
    CommandLines lines = CommandLines.of(told, Map.of("TIDEMILL_REDIS_DURABLE", "true"));

    lines.execute("serve", "--durable");
    assertThat(told.served().redis().durable()).isTrue();

    lines.execute("serve");
    assertThat(told.served().redis().durable()).isTrue();
  }

  @Test
  void theDataDirectoryIsUnderTheHomeUnlessNamed() {
    execute("serve");

    Path home = Path.of(System.getProperty("user.home"));
    assertThat(told.served().redis().data()).isEqualTo(home.resolve(".local/share/tidemill"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--limiter=5 | '--limiter' | '5' | 10/s",
        "--push-interval=20 | '--push-interval' | '20' | 20ms",
        "--backoff=soon | '--backoff' | 'soon' | fixed:1s",
        "--keep=some | '--keep' | 'some' | all or none",
        "--threads=many | '--threads' | 'many' | platform",
        "--max-pushers=0 | '--max-pushers' | 0 | 1 to 1000",
        "--max-pullers=x | '--max-pullers' | 'x' | int",
        "--min-pushers=11 | '--min-pushers' | 11 | 1 to 10",
        "--policy=magic | '--policy' | 'magic' | balance",
        "--target-wait=0 | '--target-wait' | 0 | 2s",
        "--max-backlog=-1 | '--max-backlog' | -1 | 0 or more",
        "--attempts=0 | '--attempts' | 0 | 1 or more",
        "--turn-order=up | '--turn-order' | 'up' | fifo",
        "--host=0.0.0.0 | '--host' | 0.0.0.0 | --insecure",
        "--port=70000 | '--port' | 70000 | 65535",
        "--sorce=none | --sorce | none | --source"
      })
  void aBadValueIsNamedWithItsOptionAndTheRemedy(
      String word, String option, String value, String remedy) {
    int code = execute("serve", word);

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(option, value, remedy, "Try 'tidemill serve --help'");
  }

  @Test
  void runWantsToKnowBothEnds() {
    assertThat(execute("run", "--handler=complete")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("'--source' is missing", "lines:FILE");

    assertThat(execute("run", "--source=none", "--handler=none")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("both none");
  }

  @Test
  void benchTakesItsScenariosOneByOneOrWithCommas() {
    execute("bench", "--scenario=queue-add,turn", "--scenario=pool", "--jobs=7", "--json");

    assertThat(told.benched().scenarios()).containsExactly("queue-add", "turn", "pool");
    assertThat(told.benched().jobs()).isEqualTo(7);
    assertThat(told.benched().json()).isTrue();
  }

  @Test
  void benchMeasuresAllThereIsUnderAPrefixOfItsOwnUnlessTold() {
    execute("bench");

    assertThat(told.benched())
        .isEqualTo(
            new BenchConfig(
                new RedisConfig(null, Path.of(""), false, "tidemill-bench", ""),
                List.of(),
                0,
                false));
    assertThat(execute("bench", "--jobs=0")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("'--jobs'", "1 or more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "serve", "run", "bench", "simulate"})
  void theHelpStartsWithExamplesAndFitsAScreen(String command) {
    assertThat(execute(command, "--help")).isEqualTo(ExitCode.OK);

    assertThat(out.toString().lines().skip(2).findFirst()).get().asString().contains("tidemill");
    assertThat(out.toString().lines().count()).isLessThanOrEqualTo(40);
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void theHelpNamesTheCommandsAndTheExitCodes() {
    assertThat(execute("--help")).isEqualTo(ExitCode.OK);

    assertThat(out.toString()).contains("demo", "serve", "run", "simulate", "130 Ctrl-C");
  }

  @Test
  void aCommandThatFailsSaysWhyAndEndsWithItsOwnCode() {
    told.failure = new CommandFailed(ExitCode.REDIS, "Redis at db:1 cannot be reached", null);

    assertThat(execute("serve")).isEqualTo(ExitCode.REDIS);
    assertThat(err.toString()).isEqualTo("tidemill: Redis at db:1 cannot be reached\n");
  }

  private int execute(String... words) {
    return CommandLines.of(told, Map.of())
        .printTo(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(words);
  }
}
