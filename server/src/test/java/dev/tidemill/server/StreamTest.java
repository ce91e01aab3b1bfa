package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.server.api.Problem;
import dev.tidemill.server.http.Access;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The stream of events: how it begins, goes on, misses something and ends. */
@ExtendWith(RedisExtension.class)
class StreamTest {

  private static final String SIX =
      "\\{\"pusherCount\":\\d+,\"pullerCount\":\\d+,\"messageCount\":\\d+,"
          + "\"totalMessageCount\":\\d+,\"roleSwitchCount\":\\d+,\"currentRole\":\"Pu\\w+\"}";

  @AutoClose private final Site site;

  StreamTest(TestRedis redis) {
    site = Site.on(redis);
  }

  @Test
  void theStreamBeginsWithAPictureAndGoesOnWithTheStateEachSecond() throws Exception {
    List<Http.Event> before = site.http().eventsUntil("tick");
    assertThat(before.get(1).name()).isEqualTo("snapshot");
    assertThat(before.get(1).data()).contains("\"running\":false", "\"reason\":\"first\"");
    assertThat(before.get(2).name()).isEmpty();
    assertThat(before.get(2).data()).matches(SIX);

    site.http().post("/start");

    List<Http.Event> after = site.http().eventsUntil("tick");
    assertThat(after.get(1).data()).contains("\"running\":true");
  }

  @Test
  void whoComesBackGetsWhatItMissedAndNoPicture() throws Exception {
    site.http().post("/start");
    Http.Event sample = site.http().nextSample();

    List<Http.Event> missed = site.http().eventsUntil("tick", "Last-Event-ID", sample.id());

    assertThat(missed).noneMatch(event -> event.name().equals("snapshot"));
    assertThat(missed.getLast().id()).isGreaterThan(sample.id());
  }

  @Test
  void theFirstEventTellsWhoseStreamItIsAndIsNoPlaceToGoOnFrom() throws Exception {
    site.http().post("/start");
    Http.Event sample = site.http().nextSample();

    Http.Event first = site.http().eventsUntil("hello").getFirst();
    Http.Event again = site.http().eventsUntil("hello", "Last-Event-ID", sample.id()).getFirst();

    assertThat(first.name()).isEqualTo("hello");
    assertThat(first.id()).isEmpty();
    assertThat(first.data())
        .matches("\\{\"epoch\":\"\\w+\",\"tickMs\":1000,\"server\":\"[^\"]+\",\"readOnly\":false}");
    assertThat(again).isEqualTo(first);
    Access readOnly = new Access("", true);
    try (Served other = Served.on(site.redis(), readOnly)) {
      assertThat(other.http().eventsUntil("hello").getFirst().data())
          .contains("\"readOnly\":true")
          .isNotEqualTo(first.data().replace("false", "true"));
    }
  }

  @Test
  void whoNamesTopicsIsToldNothingElseButThePicture() throws Exception {
    site.http().post("/start");
    Http.Event sample = site.http().nextSample();
    List<Http.Event> seen = new ArrayList<>();

    site.http().listen("/events?topics=tick,limits", sample.id(), seen, () -> ticks(seen) == 3);
    List<Http.Event> pictured = site.http().eventsOf("/events?topics=tick", "tick");

    assertThat(seen).extracting(Http.Event::name).containsOnly("hello", "tick");
    assertThat(pictured).extracting(Http.Event::name).containsExactly("hello", "snapshot", "tick");
  }

  private static long ticks(List<Http.Event> seen) {
    return seen.stream().filter(event -> event.name().equals("tick")).count();
  }

  @Test
  void aTopicThatIsNoneIsRefusedAndThoseThereAreAreTold() {
    HttpResponse<String> refused = site.http().get("/api/v1/events?topics=tick,weather");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("'topics' is 'tick,weather': give", "state", "turn");
  }

  @Test
  void anIdThatIsOfNoUseGetsAPictureWithTheReason() throws Exception {
    site.http().post("/start");
    site.http().nextSample();

    assertThat(site.http().eventsUntil("snapshot", "Last-Event-ID", "1-0").getLast().data())
        .contains("\"reason\":\"id is too old\"");
    assertThat(
            site.http()
                .eventsUntil("snapshot", "Last-Event-ID", "99999999999999-0")
                .getLast()
                .data())
        .contains("\"reason\":\"id is of another history\"");
    assertThat(site.http().eventsUntil("snapshot", "Last-Event-ID", "abc").getLast().data())
        .contains("\"reason\":\"unreadable id\"");
  }

  @Test
  void aStreamIsToldWhenTheServerGoes() throws Exception {
    var events = new FutureTask<>(() -> site.http().eventsUntil("bye"));
    Thread.ofPlatform().daemon().start(events);
    Awaitility.await().until(() -> site.served().server().hub().viewers() == 1);

    site.served().server().hub().close();

    assertThat(events.get().getLast().name()).isEqualTo("bye");
  }

  @Test
  void aProxyHearsAPingWithinTenSecondsAlsoWhenNothingHappens() throws Exception {
    assertThat(site.http().eventsUntil("ping").getLast().data()).matches("\\d{13}");
  }

  @Test
  void whoIsTooSlowGetsAFreshPictureInsteadOfWhatItLost() throws Exception {
    String big = "{\"note\":\"" + "x".repeat(100_000) + "\"}";
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(16 << 10);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), site.http().port()));
      ask(slow);
      Awaitility.await().until(() -> site.served().server().hub().viewers() == 1);

      for (int n = 0; n < 400; n++) { // more than the sockets and the viewer's queue hold
        site.redis()
            .call("XADD", "bull:messages:tidemill:history", "*", "kind", "limits", "json", big);
      }
      site.http().post("/start"); // what happens next shows that all of it was heard
      site.http().nextSample();

      assertThat(picturesUntilLagged(slow)).isEqualTo(2);
    }
  }

  @Test
  void whoComesWhenAllStreamsAreTakenReadsWhy() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int n = 0; n < Access.MOST_STREAMS; n++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.http().port());
        open.add(socket);
        ask(socket);
      }
      awaitViewers(Access.MOST_STREAMS);

      HttpResponse<String> refused = site.http().get("/events");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused.body()).contains("\"code\":\"too-many-streams\"");
      assertThat(site.http().get("/livez").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : open) {
        socket.setSoLinger(true, 0); // goes without a word
        socket.close();
      }
    }

    site.http().post("/start"); // whoever has gone is missed as soon as there is news
    awaitViewers(0);
  }

  @Test
  void asManyStreamsAreOpenAsTheServerWasToldToTake() throws IOException {
    Access one = new Access("", false, Access.MOST_CONNECTIONS, 1);
    try (Served small = Served.on(site.redis(), one);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), small.http().port())) {
      ask(socket);
      Awaitility.await().until(() -> small.server().hub().viewers() == 1);

      HttpResponse<String> refused = small.http().get("/events");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("1 streams are open.", "--max-streams");
    }
  }

  private void awaitViewers(int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> site.served().server().hub().viewers() == count);
  }

  private static void ask(Socket socket) throws IOException {
    String request = "GET /events HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads on until the picture that makes up for what was lost; how many there were by then. */
  private static int picturesUntilLagged(Socket socket) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    int pictures = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event: snapshot")) {
        pictures++;
      } else if (line.contains("\"reason\":\"lagged\"")) {
        return pictures;
      }
    }
    throw new AssertionError("the stream ended without a picture");
  }

  @Test
  void whoComesInTheSameSecondIsShownTheSamePicture() {
    Awaitility.await()
        .untilAsserted(
            () -> {
              String one = site.http().eventsUntil("snapshot").getLast().data();
              String two = site.http().eventsUntil("snapshot").getLast().data();

              assertThat(two).isEqualTo(one); // with the millisecond that it was made at
            });
  }

  @Test
  void whoIsShownThePictureOfAnotherIsToldOnceWhatHasHappenedSince() {
    String history = "bull:messages:tidemill:history";
    Awaitility.await() // until both come within a second
        .untilAsserted(
            () -> {
              String one = site.http().eventsUntil("snapshot").getLast().data();
              site.redis().call("XADD", history, "*", "kind", "limits", "json", "{}");
              List<Http.Event> seen = new ArrayList<>();
              site.http().listen("", seen, () -> seen.getLast().name().matches("limits|tick"));

              assertThat(seen.get(1).data()).isEqualTo(one);
              assertThat(seen).filteredOn(event -> event.name().equals("limits")).hasSize(1);
            });
  }
}
