package dev.tidemill.server.cli.print;

import java.util.Map;

/**
 * How answers may be drawn.
 *
 * @param coloured whether escape sequences are understood and wanted
 * @param plain whether a program reads the tables: tabs between the columns and nothing cut
 */
public record Ink(boolean coloured, boolean plain) {

  /**
   * What is wanted.
   *
   * @param choice {@code auto}, {@code always} or {@code never}
   * @param environment where {@code NO_COLOR}, {@code FORCE_COLOR} and {@code TERM} are looked up
   * @param terminal whether it is a terminal that shows it
   */
  public static Ink of(
      String choice, boolean plain, Map<String, String> environment, boolean terminal) {
    boolean coloured =
        switch (choice) {
          case "always" -> true;
          case "never" -> false;
          default -> automatic(environment, terminal);
        };
    return new Ink(coloured && !plain, plain);
  }

  private static boolean automatic(Map<String, String> environment, boolean terminal) {
    if (isSet(environment, "NO_COLOR")) {
      return false;
    }
    if (isSet(environment, "FORCE_COLOR") || isSet(environment, "CLICOLOR_FORCE")) {
      return true;
    }
    return terminal && !"dumb".equals(environment.get("TERM"));
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isEmpty();
  }

  /** In bold. */
  public String strong(String text) {
    return painted(text, "1");
  }

  /** Beside the point. */
  public String faint(String text) {
    return painted(text, "2");
  }

  /** As it should be. */
  public String good(String text) {
    return painted(text, "32");
  }

  /** To be looked at. */
  public String warning(String text) {
    return painted(text, "33");
  }

  /** Wrong. */
  public String bad(String text) {
    return painted(text, "31");
  }

  private String painted(String text, String code) {
    return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
