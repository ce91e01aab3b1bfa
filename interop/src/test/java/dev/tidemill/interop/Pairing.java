package dev.tidemill.interop;

import java.util.stream.Stream;

/**
 * Who does what beside which release of BullMQ.
 *
 * @param way who acts on the queue and who works it off
 * @param release what runs under Node.js
 */
record Pairing(Way way, Release release) {

  /** Who acts on the queue (adds, removes, pauses), and who works it off. */
  enum Way {
    NODE_TO_JAVA("Node.js acts, Java works", false, true),
    JAVA_TO_NODE("Java acts, Node.js works", true, false),
    JAVA_WATCHED("Java acts and works, Node.js watches", true, true);

    private final String words;
    private final boolean javaActs;
    private final boolean javaWorks;

    Way(String words, boolean javaActs, boolean javaWorks) {
      this.words = words;
      this.javaActs = javaActs;
      this.javaWorks = javaWorks;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Every way with every release. */
  static Stream<Pairing> all() {
    return Stream.of(Release.values())
        .flatMap(release -> Stream.of(Way.values()).map(way -> new Pairing(way, release)));
  }

  boolean javaActs() {
    return way.javaActs;
  }

  boolean javaWorks() {
    return way.javaWorks;
  }

  @Override
  public String toString() {
    return way + ", " + release;
  }
}
