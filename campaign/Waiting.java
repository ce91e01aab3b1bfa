import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what is to happen. */
final class Waiting {

  private static final long LONGEST = TimeUnit.MINUTES.toNanos(30);

  private Waiting() {}

  static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LONGEST;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("it does not happen");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
