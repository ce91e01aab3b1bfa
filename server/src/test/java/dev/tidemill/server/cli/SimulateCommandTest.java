package dev.tidemill.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.simulator.workload.Setting;
import dev.tidemill.simulator.workload.Shape;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {

  private final StringWriter err = new StringWriter();
  private final ToldDuties told = new ToldDuties();

  @Test
  void withoutOptionsItPlaysTheTwoThatTurnWorkersOnEveryWorkload() {
    assertThat(execute()).isEqualTo(ExitCode.OK);

    SimulateConfig config = told.simulated();
    assertThat(config.policies()).containsExactly(PolicyKind.BALANCE, PolicyKind.STAIRCASE);
    assertThat(config.shapes()).containsExactly(Shape.values());
    assertThat(config.trace()).isNull();
    assertThat(config.show()).isEqualTo(SimulateConfig.Show.TEXT);
  }

  @Test
  void everyOptionArrives() {
    execute(
        "--policy=balance",
        "--compare",
        "--workload=burst,on-off",
        "--trace=arrivals.txt",
        "--workers=20",
        "--nodes=4",
        "--minutes=10",
        "--rate=12.5",
        "--push=20ms",
        "--work=1s",
        "--even-work",
        "--silent-source",
        "--target-wait=5s",
        "--seed=7",
        "--json");

    SimulateConfig config = told.simulated();
    assertThat(config.policies()).containsExactly(PolicyKind.BALANCE, PolicyKind.FIXED);
    assertThat(config.shapes()).containsExactly(Shape.BURST, Shape.ON_OFF);
    assertThat(config.trace()).isEqualTo(Path.of("arrivals.txt"));
    assertThat(config.show()).isEqualTo(SimulateConfig.Show.JSON);
    assertThat(config.setting())
        .isEqualTo(
            new Setting(
                20,
                4,
                Duration.ofMinutes(10),
                12.5,
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                false,
                true,
                Duration.ofSeconds(5),
                7));
  }

  @Test
  void aTraceAloneIsPlayedAlone() {
    execute("--trace=arrivals.txt");

    assertThat(told.simulated().shapes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--workload=tide | '--workload' | tide | steady, ramp, burst, daily, on-off",
        "--policy=magic | '--policy' | 'magic' | balance",
        "--workers=1 | '--workers' | 1 | 2 to 100",
        "--nodes=0 | '--nodes' | 0 | 1 to 100",
        "--minutes=9999 | '--minutes' | 9999 | 1 to 1440",
        "--rate=0 | '--rate' | 0 | more than 0",
        "--rate=99999 | '--minutes' | 30 | give less",
        "--push=0 | '--push' | 0 | 100ms",
        "--work=soon | '--work' | 'soon' | 20ms",
        "--target-wait=0 | '--target-wait' | 0 | 2s",
        "--seed=x | '--seed' | 'x' | long",
      })
  void aBadValueIsNamedWithItsOptionAndTheRemedy(
      String word, String option, String value, String remedy) {
    assertThat(execute(word)).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString()).contains(option, value, remedy, "Try 'tidemill simulate --help'");
  }

  private int execute(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "simulate";
    System.arraycopy(words, 0, all, 1, words.length);
    PrintWriter silent = new PrintWriter(new StringWriter());
    return CommandLines.of(told, Map.of()).printTo(silent, new PrintWriter(err, true)).execute(all);
  }
}
