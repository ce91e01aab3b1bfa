package dev.tidemill.server.api.demo;

import dev.tidemill.job.Job;
import dev.tidemill.pool.handler.Handler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which faults are on, and what they do to the messages.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Faults {

  private static final double FAILING = 0.2;
  private static final int TIMES_SLOWER = 5;

  private final InstantSource clock;
  private final Map<Fault, Long> until = new ConcurrentHashMap<>(); // Unix milliseconds

  /** None is on. */
  public Faults(InstantSource clock) {
    this.clock = clock;
  }

  /** The handler with whatever goes wrong before it. */
  public Handler around(Handler handler) {
    return new Faulty(this, handler);
  }

  /** By the clock that {@link #until} goes by, in Unix milliseconds. */
  long now() {
    return clock.millis();
  }

  void begin(Fault fault) {
    until.put(fault, now() + fault.lasts().toMillis());
  }

  /** When it is over, in Unix milliseconds; zero when it is not on. */
  long until(Fault fault) {
    long end = until.getOrDefault(fault, 0L);
    return end > now() ? end : 0;
  }

  private boolean isOn(Fault fault) {
    return until(fault) > 0;
  }

  /** A message that was made to fail. */
  private static final class MadeToFail extends Exception {
    private static final long serialVersionUID = 1;

    MadeToFail() {
      super("This message was made to fail");
    }
  }

  private record Faulty(Faults faults, Handler then) implements Handler {

    @Override
    public void open() {
      then.open();
    }

    @Override
    public String handle(Job job) throws Exception {
      long began = System.nanoTime();
      String result = then.handle(job);
      if (faults.isOn(Fault.SLOW_PULLERS)) {
        Thread.sleep(Duration.ofNanos((TIMES_SLOWER - 1) * (System.nanoTime() - began)));
      }
      if (faults.isOn(Fault.FAIL_JOBS) && ThreadLocalRandom.current().nextDouble() < FAILING) {
        throw new MadeToFail();
      }
      return result;
    }

    @Override
    public void close() {
      then.close();
    }
  }
}
