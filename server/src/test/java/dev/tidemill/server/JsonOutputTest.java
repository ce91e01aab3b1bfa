package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.server.api.Json;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every command that only reads prints with {@code --json}. */
@ExtendWith(RedisExtension.class)
class JsonOutputTest {

  /** What changes something, or goes on until it is ended; all others read. */
  private static final Set<String> DEEDS =
      Set.of(
          "demo",
          "serve",
          "run",
          "completion",
          "pause",
          "resume",
          "drain",
          "obliterate",
          "add",
          "retry",
          "promote",
          "rm",
          "start",
          "stop",
          "step",
          "set",
          "turn",
          "rest");

  @Test
  void everyCommandThatReadsPrintsJsonAndNothingElse(TestRedis redis) {
    try (Served served = Served.on(redis)) {
      String mails = "/api/v1/queues/mails/jobs";
      served.http().send("POST", mails, "{\"data\":{}}");
      List<List<String>> commands = new ArrayList<>();
      walk(List.of(), commands);

      assertThat(commands)
          .contains(
              List.of("queue", "ls"),
              List.of("queue", "show"),
              List.of("job", "ls"),
              List.of("job", "show"),
              List.of("job", "logs"),
              List.of("pool", "status"),
              List.of("worker", "ls"),
              List.of("doctor"),
              List.of("config"));
      for (List<String> command : commands) {
        String printed = printed(command, served.http().port(), redis.uri());
        assertThat(isJson(printed)).as("%s: %s", command, printed).isTrue();
      }
    }
  }

  private static void walk(List<String> words, List<List<String>> found) {
    String help = Typed.of(and(words, "--help")).out();
    if (!help.contains("\nCommands")) {
      found.add(words);
    }
    boolean list = false;
    for (String line : help.split("\n", -1)) {
      list = line.startsWith("Commands") || (list && !line.isBlank());
      String name = line.strip().split(" ", 2)[0];
      if (list && line.matches("  [a-z]\\S* .*") && !DEEDS.contains(name)) {
        walk(List.of(and(words, name)), found);
      }
    }
  }

  private static String printed(List<String> command, int port, String redis) {
    String[] more =
        switch (String.join(" ", command)) {
          case "bench" -> new String[] {"--redis-url=" + redis, "--scenario=queue-add", "--jobs=5"};
          case "doctor" -> new String[] {"--redis-url=" + redis, "--port=0"};
          case "simulate", "config" -> new String[0];
          case "queue show", "job ls" -> new String[] {"mails", server(port)};
          case "job show", "job logs" -> new String[] {"mails", "1", server(port)};
          case "dash" -> new String[] {"--once", server(port)};
          default -> new String[] {server(port)};
        };
    return Typed.of(and(List.of(and(command, "--json")), more)).out();
  }

  private static String server(int port) {
    return "--server=http://127.0.0.1:" + port;
  }

  private static String[] and(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** One value, or one on each line. */
  private static boolean isJson(String printed) {
    return Json.isOne(printed) || (!printed.isBlank() && printed.lines().allMatch(Json::isOne));
  }
}
