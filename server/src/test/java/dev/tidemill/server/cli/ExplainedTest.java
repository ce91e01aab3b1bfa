package dev.tidemill.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.server.cli.config.Setting;
import dev.tidemill.server.cli.config.Setting.Kind;
import dev.tidemill.server.cli.config.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command was told, with where each value comes from. */
class ExplainedTest {

  private final ToldDuties told = new ToldDuties();

  private Map<String, Setting> settings(Sources sources, String... words) {
    assertThat(CommandLines.of(told, sources, Map.of()).execute(words)).isZero();
    return told.served().explained().settings();
  }

  @Test
  void eachSettingIsToldWithItsSourceTheCommandLineFirst(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("tidemill.yaml"), "pool: {keep: 7, work: 1s}\n");
    Map<String, String> environment = Map.of("PORT", "0", "TIDEMILL_POOL_WORK", "2s");
    Sources sources = new Sources(Map.of("pool.work", "3s"), environment, folder, null);

    Map<String, Setting> settings =
        settings(sources, "serve", "--work=4s", "--read-only", "--trusted-proxy=10.0.0.1,10.0.0.2");

    assertThat(settings)
        .containsEntry("pool.work", new Setting("4s", Kind.FLAG, "--work"))
        .containsEntry("server.read-only", new Setting("true", Kind.FLAG, "--read-only"))
        .containsEntry("server.port", new Setting("0", Kind.ENVIRONMENT, "PORT"))
        .containsEntry("pool.switch-every", new Setting("10", Kind.DEFAULT, "default"))
        .containsEntry("server.token", Setting.UNSET);
    assertThat(settings.get("server.trusted-proxy"))
        .isEqualTo(new Setting("10.0.0.1,10.0.0.2", Kind.FLAG, "--trusted-proxy"));
    assertThat(settings.get("pool.keep"))
        .extracting(Setting::value, Setting::kind)
        .containsExactly("7", Kind.FILE);
  }

  @Test
  void aSecretIsNotToldWhereverItStands() {
    Sources sources = Sources.environment(Map.of("REDIS_URL", "redis://:hush@db:6379"));

    Map<String, Setting> settings = settings(sources, "serve", "--token=hush");

    assertThat(settings)
        .containsEntry("server.token", new Setting("***", Kind.FLAG, "--token"))
        .containsEntry("redis.url", new Setting("***", Kind.ENVIRONMENT, "REDIS_URL"));
    assertThat(settings.toString()).doesNotContain("hush");
  }

  @Test
  void aLoginInAnAddressIsNotToldWhereverItStands(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("tidemill.yaml"), "pool: {source: 'exec:curl https://a:hush@b/c@d'}\n");
    Sources sources = new Sources(Map.of(), Map.of(), folder, null);

    Map<String, Setting> settings =
        settings(sources, "serve", "--handler=https://user:hush@host/x?to=ann@b");

    assertThat(settings)
        .containsEntry(
            "pool.handler", new Setting("https://***@host/x?to=ann@b", Kind.FLAG, "--handler"));
    assertThat(settings.get("pool.source"))
        .extracting(Setting::value)
        .isEqualTo("exec:curl https://***@b/c@d");
    assertThat(settings.toString()).doesNotContain("hush");
  }
}
