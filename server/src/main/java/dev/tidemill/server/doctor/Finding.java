package dev.tidemill.server.doctor;

/**
 * What was found.
 *
 * @param check what was looked at
 * @param level how it stands
 * @param told what was seen
 * @param remedy what to do; empty when there is nothing to do
 */
record Finding(String check, Level level, String told, String remedy) {

  /** How it stands. */
  enum Level {
    /** As it should be. */
    OK,
    /** It works, but not as well as it could. */
    WARNING,
    /** It does not work. */
    WRONG
  }

  static Finding ok(String check, String told) {
    return new Finding(check, Level.OK, told, "");
  }

  static Finding warning(String check, String told, String remedy) {
    return new Finding(check, Level.WARNING, told, remedy);
  }

  static Finding wrong(String check, String told, String remedy) {
    return new Finding(check, Level.WRONG, told, remedy);
  }
}
