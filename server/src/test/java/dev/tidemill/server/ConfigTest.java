package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.server.cli.config.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where settings come from. */
class ConfigTest {

  @TempDir private Path folder;

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Sources sources(Map<String, String> properties, Map<String, String> environment) {
    return new Sources(properties, environment, folder, folder.resolve("home"));
  }

  private static String line(Typed told, String key) {
    return told.out().lines().filter(line -> line.startsWith(key + " ")).findFirst().orElse("");
  }

  @Test
  void theStrongestSourceCountsAndIsNamed() throws IOException {
    write("home/.config/tidemill/tidemill.yaml", "pool: {keep: 7, work: 1s, attempts: 2}");
    write("tidemill.yaml", "pool:\n  work: 2s\n  attempts: 3\n  max-pushers: 3\n");
    write("named.yaml", "pool.attempts: 4\npool.max-pushers: 4\npool.max-pullers: 4\n");
    Map<String, String> environment =
        Map.of(
            "TIDEMILL_POOL_MAX_PUSHERS", "5", "MAX_PUSHERS", "9", "TIDEMILL_POOL_MAX_PULLERS", "5");
    Sources sources = sources(Map.of("pool.max-pullers", "6"), environment);

    Typed told =
        Typed.with(
            sources, "config", "demo", "--explain", "--config=" + folder.resolve("named.yaml"));

    assertThat(told.code()).isZero();
    assertThat(line(told, "pool.max-pullers")).contains(" 6 ", "-Dtidemill.pool.max-pullers");
    assertThat(line(told, "pool.max-pushers")).contains(" 5 ", "TIDEMILL_POOL_MAX_PUSHERS");
    assertThat(line(told, "pool.attempts")).contains(" 4 ", "named.yaml");
    assertThat(line(told, "pool.work"))
        .contains(" 2s ", folder.resolve("tidemill.yaml").toString());
    assertThat(line(told, "pool.keep")).contains(" 7 ", ".config/tidemill/tidemill.yaml");
    assertThat(line(told, "pool.switch-every")).contains(" 10 ", "default");
  }

  @Test
  void aKeyThatIsNoneIsRefusedWithTheNearestOne() throws IOException {
    write("tidemill.yaml", "pool:\n  max-pusher: 3\n");

    Typed told = Typed.with(sources(Map.of(), Map.of()), "queue", "ls");

    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains("tidemill.yaml", "'pool.max-pusher'", "'pool.max-pushers'?");
  }

  @Test
  void aFileThatIsNoYamlIsNamed() throws IOException {
    write("tidemill.yaml", "pool: [");

    Typed told = Typed.with(sources(Map.of(), Map.of()), "config");

    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains("tidemill.yaml");
  }

  @Test
  void aSecretMayStandInAFileAndIsNotShown() throws IOException {
    write("secret", "hush\n");
    String file = folder.resolve("secret").toString();

    Typed told =
        Typed.with(
            sources(Map.of(), Map.of("TIDEMILL_SERVER_TOKEN_FILE", file)), "config", "--explain");

    assertThat(line(told, "server.token")).contains("***", "TIDEMILL_SERVER_TOKEN_FILE");
    assertThat(told.out()).doesNotContain("hush");
  }

  @Test
  void whomToAskMayBeSetElsewhere() {
    Sources sources = sources(Map.of(), Map.of("TIDEMILL_CLIENT_SERVER", "http://127.0.0.1:1"));

    Typed told = Typed.with(sources, "queue", "ls", "--plain");

    assertThat(told.code()).isEqualTo(5);
    assertThat(told.err()).contains("http://127.0.0.1:1");
  }

  @Test
  void theScriptThatCompletesKnowsCommandsAndOptions() {
    Typed script = Typed.of("completion", "bash");

    assertThat(script.code()).isZero();
    assertThat(script.out()).contains("_complete_tidemill", "obliterate", "--max-pushers");
  }
}
