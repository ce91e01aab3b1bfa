package dev.tidemill.server.cli.noun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.server.api.Json;
import dev.tidemill.server.cli.print.Ink;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the screen of {@code tidemill dash} looks like. */
class PictureTest {

  private static final Ink PLAIN = new Ink(false, false);

  private final Seen seen = new Seen();

  private void see(int pushers, String... roles) {
    ObjectNode pool = Json.object().put("running", true).put("pusherCount", pushers);
    pool.putObject("limits").put("maxPushers", 10).put("maxPullers", 10);
    pool.put("pullerCount", 11 - pushers).putObject("counts").put("waiting", pushers * 7);
    ArrayNode workers = pool.putArray("workers");
    for (int n = roles.length; n > 0; n--) {
      workers.addObject().put("id", "w%02d".formatted(n)).put("role", roles[n - 1]);
    }
    ObjectNode queues = Json.object();
    queues.putArray("items").addObject().put("name", "mails").put("consumers", 2);
    seen.see(pool, queues.path("items"));
  }

  private List<String> drawn(View view, boolean unicode, int height) {
    return new Picture(seen, view, new Strokes(unicode), 80).lines(PLAIN, "here", "", height);
  }

  @Test
  void aLaneTellsWhatItsWorkerWasAndTheWaveHowManyThereWere() {
    see(1, "Pusher", "Puller");
    see(10, "Puller", "Puller");

    List<String> lines = drawn(View.FIRST, true, 24);

    assertThat(lines).anyMatch(line -> line.startsWith("> w01") && line.endsWith("▀▄"));
    assertThat(lines).anyMatch(line -> line.startsWith("  w02") && line.endsWith("▄▄"));
    assertThat(lines).contains("pushers ▲ ▁█", "pullers ▼ █▁");
  }

  @Test
  void consumersThatRedisDoesNotTellAreUnknownAndNotNone() {
    ObjectNode queues = Json.object();
    ArrayNode items = queues.putArray("items");
    items.addObject().put("name", "mails").put("consumers", 2);
    items.addObject().put("name", "reports").putNull("consumers");
    seen.see(Json.object(), items);

    List<String> lines = drawn(View.FIRST.pressed('\t').pressed('\t'), true, 24);

    assertThat(lines).anyMatch(line -> line.contains("mails") && line.endsWith(" 2"));
    assertThat(lines).anyMatch(line -> line.contains("reports") && line.endsWith(" ?"));
  }

  @Test
  void whereThereAreNoBlocksLettersDo() {
    see(1, "Pusher", "Puller");

    List<String> lines = drawn(View.FIRST, false, 24);

    assertThat(lines).anyMatch(line -> line.startsWith("> w01") && line.endsWith("^"));
    assertThat(String.join("", lines)).matches("\\p{ASCII}*");
  }

  @Test
  void theChosenRowAndTheKeysStayOnASmallScreen() {
    see(1, "Pusher", "Puller", "Puller", "Puller", "Puller", "Puller");

    View last = View.FIRST.pressed('\t').pressed('j').pressed('j').pressed('j').pressed('j');
    List<String> lines = drawn(last, true, 10);

    assertThat(lines).hasSizeLessThanOrEqualTo(10).allMatch(line -> line.length() <= 80);
    assertThat(lines).anyMatch(line -> line.startsWith("> w05"));
    assertThat(lines.getLast()).startsWith("tab panel");
  }

  @Test
  void aTerminalOfTheUsualWidthTellsAllFiguresAndAllKeys() {
    see(1, "Pusher", "Puller");

    List<String> lines = drawn(View.FIRST, true, 24);

    assertThat(lines.get(1)).matches(".* switches 0   next 0/0");
    assertThat(lines.getLast()).endsWith("q quit");
  }

  @Test
  void queuesSayHowManyWorkOnThem() {
    see(1, "Pusher");

    View queues = View.FIRST.pressed('\t').pressed('\t');

    assertThat(drawn(queues, true, 24)).anyMatch(line -> line.matches("> mails .* 2"));
  }

  @Test
  void stoppingIsAskedForAndHoldingIsSaid() {
    see(1, "Pusher");

    assertThat(drawn(View.FIRST.pressed('S'), true, 24).getLast()).startsWith("Stop the pool?");
    assertThat(drawn(View.FIRST.pressed(' '), true, 24).getFirst()).endsWith("HELD");
    assertThat(drawn(View.FIRST.pressed('?'), true, 24)).anyMatch(l -> l.contains("asks first"));
  }
}
