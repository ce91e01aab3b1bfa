package dev.tidemill.testkit;

/**
 * How much of one direction may pass, over all connections together.
 *
 * <p><b>Threading:</b> safe for any; those who ask wait while it is dark.
 */
final class ByteMeter {

  private static final long NO_CUT = Long.MAX_VALUE;

  private long total; // guarded by this, as all below
  private long cutAt = NO_CUT;
  private boolean dark;

  synchronized void cutAfter(long n) {
    cutAt = total + n;
  }

  synchronized void pass() {
    cutAt = NO_CUT;
    dark = false;
    notifyAll();
  }

  synchronized void goDark() {
    dark = true;
  }

  synchronized long total() {
    return total;
  }

  /** Waits while it is dark, then says how many of the bytes may pass and whether to cut then. */
  synchronized Passage admit(int wanted) throws InterruptedException {
    while (dark) {
      wait();
    }
    boolean cut = total + wanted >= cutAt;
    int admitted = cut ? (int) (cutAt - total) : wanted;
    total += admitted;
    if (cut) {
      cutAt = NO_CUT;
    }
    return new Passage(admitted, cut);
  }

  /**
   * What may pass.
   *
   * @param bytes of those asked for
   * @param cut whether the connection is to be lost then
   */
  record Passage(int bytes, boolean cut) {}
}
