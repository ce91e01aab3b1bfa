package dev.tidemill.server.cli.config;

/**
 * A value and where it was found.
 *
 * @param value as a text
 * @param kind of source
 * @param source for people: the option, the property, the variable, the file
 */
public record Setting(String value, Kind kind, String source) {

  private static final String LOGIN = "://[^/?#\\s]*@";

  /** No value at all. */
  public static final Setting UNSET = new Setting("", Kind.UNSET, "not set");

  /** Where a value may stand, the strongest first. */
  public enum Kind {
    /** On the command line. */
    FLAG,
    /** A property of the JVM. */
    PROPERTY,
    /** A variable of the environment, or a file that one names. */
    ENVIRONMENT,
    /** A file of settings. */
    FILE,
    /** The command's own. */
    DEFAULT,
    /** Nowhere. */
    UNSET
  }

  /** The same without its value. */
  public Setting hidden() {
    return new Setting("***", kind, source);
  }

  /** The same without the logins of the addresses in its value. */
  public Setting withoutLogins() {
    return new Setting(value.replaceAll(LOGIN, "://***@"), kind, source);
  }
}
