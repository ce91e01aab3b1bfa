package dev.tidemill.server.cli.noun;

/**
 * What a verb takes.
 *
 * @param kind how it is given
 * @param name of an option as it is written, of a place as it is shown
 * @param label what stands for the value of an option
 * @param text what it means
 */
record Param(Kind kind, String name, String label, String text) {

  /** How a parameter is given. */
  enum Kind {
    /** A word that must be there. */
    PLACE,
    /** A word that may be there. */
    MAYBE,
    /** Words, as many as one likes. */
    PLACES,
    /** An option with a value. */
    OPTION,
    /** An option without one. */
    FLAG
  }

  static final Param QUEUE = place("QUEUE");
  static final Param LIMIT = option("--limit", "N", "how many at most, 1 to 200 [50]");
  static final Param CURSOR = option("--cursor", "TEXT", "go on where the list before ended");

  static Param place(String name) {
    return new Param(Kind.PLACE, name, "", "");
  }

  static Param maybe(String name) {
    return new Param(Kind.MAYBE, name, "", "");
  }

  static Param places(String name) {
    return new Param(Kind.PLACES, name, "", "");
  }

  static Param option(String name, String label, String text) {
    return new Param(Kind.OPTION, name, label, text);
  }

  static Param flag(String name, String text) {
    return new Param(Kind.FLAG, name, "", text);
  }

  boolean isOption() {
    return kind == Kind.OPTION || kind == Kind.FLAG;
  }

  /** As the usage line shows it. */
  String shown() {
    return switch (kind) {
      case MAYBE -> "[" + name + "]";
      case PLACES -> "[" + name + "...]";
      case PLACE, OPTION, FLAG -> name;
    };
  }
}
