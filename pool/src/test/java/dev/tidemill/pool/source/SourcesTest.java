package dev.tidemill.pool.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SourcesTest {

  @Test
  void generateRepeatsTheOriginalsMessage() throws InterruptedException {
    Source source = Sources.generate();

    assertThat(source.next())
        .isEqualTo(new Message("message", "{\"content\":\"Message from Pusher\"}"))
        .isEqualTo(source.next());
  }

  @Test
  void noneEndsAtOnce() throws InterruptedException {
    assertThat(Sources.none().next()).isNull();
    assertThat(Sources.isNone(Sources.none())).isTrue();
  }

  @Test
  void aStreamGivesItsLinesAndThenEndsForEveryone() throws InterruptedException {
    Source source = stream("a\n{}\nb".getBytes(StandardCharsets.UTF_8), OnBadLine.FAIL);

    assertThat(source.next()).isEqualTo(Message.of("\"a\""));
    assertThat(source.next()).isEqualTo(Message.of("{}"));
    assertThat(source.next()).isEqualTo(Message.of("\"b\""));
    assertThat(source.next()).isNull();
    assertThat(source.next()).isNull();
  }

  @Test
  void theEndOfAStreamIsNotLostToWhoIsCalledBackWhileItLearnsOfIt() throws Exception {
    Source source = stream(new byte[0], OnBadLine.FAIL);
    AtomicLong asked = new AtomicLong();
    Thread asker = Thread.ofPlatform().daemon().start(() -> askOn(source, asked));

    for (int n = 0; n < 200; n++) {
      long before = asked.get();
      await().pollInterval(Duration.ofMillis(1)).until(() -> asked.get() > before);
      asker.interrupt(); // it is in next() nearly always
    }

    asked.set(Long.MIN_VALUE);
    asker.join();
    assertThat(source.next()).isNull();
  }

  private static void askOn(Source source, AtomicLong asked) {
    while (asked.get() >= 0) {
      try {
        source.next();
        asked.incrementAndGet();
      } catch (InterruptedException e) {
        // It asks again, as a worker that has turned.
      }
    }
  }

  @Test
  void generateGivesAsManyAsAreAskedFor() throws InterruptedException {
    assertThat(Sources.generate().next(64)).hasSize(64);
  }

  @Test
  void aStreamGivesAtMostAsManyLinesAsAreAskedForAndNoneAtItsEnd() throws InterruptedException {
    Source source = stream("a\nb\nc".getBytes(StandardCharsets.UTF_8), OnBadLine.FAIL);

    List<Message> all = new ArrayList<>();
    for (List<Message> some = source.next(2); !some.isEmpty(); some = source.next(2)) {
      assertThat(some).hasSizeLessThanOrEqualTo(2);
      all.addAll(some);
    }

    assertThat(all).extracting(Message::data).containsExactly("\"a\"", "\"b\"", "\"c\"");
    assertThat(source.next(2)).isEmpty();
  }

  @Test
  void aStreamFailsAtABadLineOrLeavesItOut() throws InterruptedException {
    byte[] bytes = {'a', '\n', (byte) 0xFF, '\n', 'b'};
    Source failing = stream(bytes, OnBadLine.FAIL);
    Source skipping = stream(bytes, OnBadLine.SKIP);

    assertThat(failing.next()).isEqualTo(Message.of("\"a\""));
    assertThatThrownBy(failing::next).hasMessageContaining("Line 2 of standard input is not UTF-8");
    assertThat(skipping.next()).isEqualTo(Message.of("\"a\""));
    assertThat(skipping.next()).isEqualTo(Message.of("\"b\""));
  }

  @Test
  void namesWhatThereIsWhenAskedForWhatThereIsNot() {
    assertThat(Sources.named("lines:in.txt", OnBadLine.FAIL)).isInstanceOf(PositionedSource.class);
    assertThatThrownBy(() -> Sources.named("line:x", OnBadLine.FAIL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("source 'line:x' is not known: use generate, lines:FILE");
  }

  private static Source stream(byte[] bytes, OnBadLine onBadLine) {
    Source source = Sources.lines(new ByteArrayInputStream(bytes), onBadLine);
    source.open();
    return source;
  }
}
