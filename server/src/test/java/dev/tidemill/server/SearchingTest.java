package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.NewJob;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.server.api.Json;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** {@code job ls --search} among more jobs than one request looks through. */
@ExtendWith(RedisExtension.class)
class SearchingTest {

  private static final int JOBS = 60_000;
  private static final Pattern CURSOR = Pattern.compile("--cursor=(\\S+)");

  private static void fill(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "mails"))) {
      for (int from = 0; from < JOBS; from += 5_000) {
        queue.addAll(
            IntStream.range(from, from + 5_000)
                .mapToObj(n -> NewJob.of("mail", "{\"to\": \"user" + n + "@x.org\", \"n\": 1.0}"))
                .toList());
      }
    }
  }

  private static Typed search(String where, String... more) {
    String[] words = {"job", "ls", "mails", "--plain", where};
    return Typed.of(Stream.of(words, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  @Test
  void itGoesOnUntilAllAreSeenOrEnoughAreFoundAndSaysHowFarItCame(TestRedis redis) {
    fill(redis);
    try (Served served = Served.on(redis)) {
      String server = "--server=http://127.0.0.1:" + served.http().port();
      for (String where : List.of(server, "--redis-url=" + redis.uri())) {
        Typed found = search(where, "--search=data:user0@x.org");
        assertThat(found.code()).isZero();
        assertThat(found.out().lines().skip(1).toList())
            .singleElement()
            .asString()
            .startsWith("1\tmail\twaiting\t");
        assertThat(found.err()).endsWith("1 shown; searched 60 000 of 60 000\n");

        Typed none = search(where, "--search=data:nobody@x.org");
        assertThat(none.err()).endsWith("0 shown; searched 60 000 of 60 000\n");
      }
      assertThat(firstOf(search(server, "--search=name:mail", "--limit=3")))
          .isEqualTo("60000 59999 59998");
      Typed some = search(server, "--search=name:mail", "--limit=3");
      assertThat(some.err()).contains("3 shown; searched 3 of 60 000; more with --cursor=");
      Matcher cursor = CURSOR.matcher(some.err());
      assertThat(cursor.find()).isTrue();
      assertThat(
              firstOf(
                  search(server, "--search=name:mail", "--limit=2", "--cursor=" + cursor.group(1))))
          .isEqualTo("59997 59996");
    }
  }

  private static String firstOf(Typed listed) {
    return String.join(
        " ", listed.out().lines().skip(1).map(line -> line.split("\t", 2)[0]).toList());
  }

  @Test
  void asJsonItIsOneAnswerWithThePayloadsAsTheyAre(TestRedis redis) {
    fill(redis);

    Typed told =
        search("--redis-url=" + redis.uri(), "--search=data:user0@x.org", "--whole", "--json");

    JsonNode answer = Json.read(told.out());
    assertThat(answer).as(told.out()).isNotNull();
    assertThat(answer.path("items").size()).isEqualTo(1);
    assertThat(told.out()).contains("\"data\":{\"to\": \"user0@x.org\", \"n\": 1.0}");
    assertThat(answer.path("searched").asInt()).isEqualTo(JOBS);
    assertThat(answer.path("total").asInt()).isEqualTo(JOBS);
    assertThat(answer.path("complete").asBoolean()).isTrue();
    assertThat(answer.path("next").isNull()).isTrue();
    assertThat(answer.propertyNames())
        .contains("items", "anchorLost", "tooLarge", "progress", "asOf");
    assertThat(told.err()).isEmpty();
  }
}
