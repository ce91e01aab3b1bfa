package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo as it is started, with nobody breaking anything. */
class DemoTest {

  private static final Pattern PAGE = Pattern.compile("page {3}http://127\\.0\\.0\\.1:(\\d+)");

  @Test
  void someHundredMessagesAreHandledAndNoneFails(@TempDir Path folder) throws Exception {
    try (Command command = Command.in(folder)) {
      command.start("demo", "--port=0", "--no-open");
      command.awaitSaid("Ctrl-C stops and saves");
      Matcher page = PAGE.matcher(command.said());
      assertThat(page.find()).isTrue();
      Http http = Http.to(Integer.parseInt(page.group(1)));

      Awaitility.await().atMost(Command.LIMIT).until(() -> pool(http).path("done").asLong() >= 300);

      JsonNode pool = pool(http);
      assertThat(pool.path("failed").asLong()).isZero();
      assertThat(pool.at("/counts/failed").asLong()).isZero();
      assertThat(http.get("/metrics").body())
          .containsPattern("tidemill_jobs_finished_total\\{.*queue=\"messages\".*} [1-9]")
          .containsPattern("tidemill_jobs_finished_total\\{.*outcome=\"failed\".*} 0\n");
    }
  }

  private static JsonNode pool(Http http) {
    return new JsonMapper().readTree(http.get("/api/v1/pool").body());
  }
}
