package dev.tidemill.fixture;

/** Says what it is. */
public final class Documented {

  private Documented() {}

  /**
   * Answers twice the number, see {@link Documented}.
   *
   * @param number any
   */
  public static int twice(int number) {
    return 2 * number;
  }
}
