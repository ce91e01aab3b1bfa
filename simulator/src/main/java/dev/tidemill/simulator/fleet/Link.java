package dev.tidemill.simulator.fleet;

import dev.tidemill.simulator.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The way between a machine and Redis. What is sent while it is cut arrives when it has healed, as
 * TCP would have it; whoever waits for an answer gives up before. What was given up may still
 * arrive.
 */
final class Link {

  private static final long PATIENCE_MS = 10_000;
  private static final long RESENT_AFTER_MS = 300;

  private final Timeline time;
  private final Random random;
  private final List<Runnable> held = new ArrayList<>();
  private long wayMs;
  private int lostPercent;
  private int brokenPercent;
  private boolean cut;

  Link(Timeline time, Random random) {
    this.time = time;
    this.random = random;
  }

  /**
   * How long a message is under way at most, how many need to be sent twice, how many connections
   * break.
   */
  void quality(long ms, int lost, int broken) {
    wayMs = ms;
    lostPercent = lost;
    brokenPercent = broken;
  }

  void cut() {
    cut = true;
  }

  void heal() {
    cut = false;
    held.forEach(message -> time.after(RESENT_AFTER_MS + way(), message));
    held.clear();
  }

  boolean isCut() {
    return cut;
  }

  boolean isSlow() {
    return wayMs > World.USUAL_WAY_MS;
  }

  private long way() {
    long ms = 1 + random.nextLong(Math.max(1, wayMs));
    return random.nextInt(100) < lostPercent ? ms + RESENT_AFTER_MS : ms;
  }

  /** Has something carried out by Redis and its answer heard, or hears that there is none. */
  <R> void call(Supplier<R> request, Consumer<R> answer, Runnable lost) {
    Exchange<R> exchange = new Exchange<>(answer, lost);
    send(
        () -> {
          R reply = request.get();
          if (random.nextInt(100) < brokenPercent) {
            time.after(way(), exchange::giveUp);
          } else {
            send(() -> exchange.end(reply), exchange);
          }
        },
        exchange);
  }

  private void send(Runnable message, Exchange<?> exchange) {
    time.after(
        way(),
        () -> {
          if (cut) {
            held.add(message);
            time.after(PATIENCE_MS, exchange::giveUp);
          } else {
            message.run();
          }
        });
  }

  /** One call under way; it ends once. */
  private static final class Exchange<R> {

    private final Consumer<R> answer;
    private final Runnable lost;
    private boolean over;

    Exchange(Consumer<R> answer, Runnable lost) {
      this.answer = answer;
      this.lost = lost;
    }

    void end(R reply) {
      if (!over) {
        over = true;
        answer.accept(reply);
      }
    }

    void giveUp() {
      if (!over) {
        over = true;
        lost.run();
      }
    }
  }
}
