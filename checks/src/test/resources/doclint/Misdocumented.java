package dev.tidemill.fixture;

/** Says what it is. */
public final class Misdocumented {

  private Misdocumented() {}

  /**
   * Answers twice the number, see {@link Nothing}.
   *
   * @param nobody any
   */
  public static int twice(int number) {
    return 2 * number;
  }
}
