package dev.tidemill.server.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final StringWriter err = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicReference<Standing> standing =
      new AtomicReference<>(new Standing(0, 0, 100_000L, 1, 1));

  @Test
  void aLineTellsCountRateWorkersAndTheTimeLeft() {
    Progress progress = progress(Progress.Style.PLAIN);

    progress.draw();
    pass(2, new Standing(31_200, 0, 100_000L, 7, 4));
    progress.draw();

    assertThat(err.toString().lines().skip(1))
        .containsExactly("31 200/100 000 done, 15 600/s, 7 pushing, 4 pulling, 4 s left");
  }

  @Test
  void whatFailedIsSaid() {
    Progress progress = progress(Progress.Style.PLAIN);

    pass(1, new Standing(5, 2, null, 1, 1));
    progress.draw();

    assertThat(err.toString().strip()).isEqualTo("5 done, 0/s, 1 pushing, 1 pulling, 2 failed");
  }

  @Test
  void theBarIsDrawnOverItself() {
    Progress progress = progress(Progress.Style.ASCII_BAR);

    progress.draw();
    pass(1, new Standing(50_000, 0, 100_000L, 2, 1));
    progress.draw();

    assertThat(err.toString())
        .contains("\r\033[?7l##########..........  50 %  50 000/100 000 done");
    assertThat(err.toString()).doesNotContain("\n");
  }

  @Test
  void aMessageTakesTheBarAway() {
    Progress progress = progress(Progress.Style.BAR);

    progress.draw();
    progress.say("resuming at line 7");

    assertThat(err.toString()).endsWith("\r\033[Kresuming at line 7\n");
  }

  @Test
  void whileTheStandingCannotBeReadTheLastLineStays() {
    Progress progress =
        new Progress(
            new PrintWriter(err),
            Progress.Style.PLAIN,
            () -> {
              throw new IllegalStateException("Redis is away");
            });

    progress.draw();

    assertThat(err.toString()).isEmpty();
  }

  private Progress progress(Progress.Style style) {
    return new Progress(new PrintWriter(err), style, standing::get, nanos::get);
  }

  private void pass(long seconds, Standing now) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    standing.set(now);
  }
}
