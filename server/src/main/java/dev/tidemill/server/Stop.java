package dev.tidemill.server;

import dev.tidemill.server.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether the user has asked the process to end, and how. The first signal asks; the second ends
 * the process at once, whatever it is doing.
 *
 * <p><b>Threading:</b> safe for any.
 */
final class Stop {

  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile int exitCode = ExitCode.OK;

  private Stop() {}

  /** Listens to SIGINT, SIGTERM and SIGHUP from now on. */
  static Stop onSignals() {
    Stop stop = new Stop();
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      Signals.listen(name, stop::heard);
    }
    return stop;
  }

  private void heard(int signal) {
    int code = 128 + signal;
    if (asked.getCount() == 0) {
      Runtime.getRuntime().halt(code);
    }
    exitCode = code;
    asked.countDown();
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** What the process is to end with; {@link ExitCode#OK} when nobody has asked. */
  int exitCode() {
    return exitCode;
  }

  /** Waits for the first signal. */
  void await() throws InterruptedException {
    asked.await();
  }

  /** Waits for the first signal; false when the time has passed before. */
  boolean await(Duration time) throws InterruptedException {
    return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
