import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A node that is stopped with jobs in hand for longer than the others wait for it, and goes on:
 * meanwhile they have its jobs, and what it pushes then under its old epoch is refused.
 */
final class PausedNode {

  /** Refused by Redis, or known by itself before it asked. */
  private static final Pattern ENTERED =
      Pattern.compile("it enters the pool again|another may read its source by now");

  private final String name;
  private final Process process;
  private final Path log;
  private final FleetView view;

  PausedNode(String name, Process process, Path log, FleetView view) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.view = view;
  }

  /**
   * What came of it.
   *
   * @param held how many jobs it had in hand
   * @param faults what is not as it should be
   */
  record Outcome(String told, long held, List<String> faults) {}

  Outcome paused(long seconds) throws IOException, InterruptedException {
    boolean read = view.reader().equals(name);
    long entered = entered();
    long epoch = epoch();
    signal("STOP");
    long stopped = System.nanoTime();
    long held = view.heldBy(name);
    Waiting.until(() -> view.heldBy(name) == 0);
    double backAfter = (System.nanoTime() - stopped) / 1e9;
    long settled = view.settled();
    TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(seconds) - (System.nanoTime() - stopped));
    List<String> faults = new ArrayList<>();
    note(view.isHeard(name) || epoch() <= epoch, "it was not expelled", faults);
    note(read && view.reader().equals(name), "nobody else reads the source", faults);
    note(view.settled() == settled, "nothing went on", faults);
    note(view.heldBy(name) > 0, "it has jobs while it is stopped", faults);
    signal("CONT");
    Waiting.until(() -> view.isHeard(name) || !process.isAlive());
    if (read) { // it has something in hand to push
      Waiting.until(() -> entered() > entered || !process.isAlive());
    }
    note(!process.isAlive(), "it did not go on", faults);
    String told =
        "%s paused %d s with %d jobs in hand%s, all of them back after %.1f s"
            .formatted(name, seconds, held, read ? " as the reader" : "", backAfter);
    return new Outcome(told, held, faults);
  }

  private static void note(boolean wrong, String what, List<String> faults) {
    if (wrong) {
      faults.add("paused: " + what);
    }
  }

  private long epoch() {
    String epoch = view.ledger("epoch:" + name);
    return epoch.isEmpty() ? 0 : Long.parseLong(epoch);
  }

  /** How often it has said that what it had in hand was not its own to push any more. */
  private long entered() {
    try {
      return ENTERED.matcher(Files.readString(log)).results().count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }
}
