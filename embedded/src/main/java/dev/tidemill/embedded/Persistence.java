package dev.tidemill.embedded;

/** What a server writes to its append-only file. */
public enum Persistence {
  /** Nothing at all. */
  NONE("no", "no"),
  /** Every write, and the disk is told to keep it once a second. */
  EVERY_SECOND("yes", "everysec"),
  /** Every write, kept by the disk before it is answered. */
  ALWAYS("yes", "always");

  private final String appendOnly;
  private final String fsync;

  Persistence(String appendOnly, String fsync) {
    this.appendOnly = appendOnly;
    this.fsync = fsync;
  }

  String appendOnly() {
    return appendOnly;
  }

  String fsync() {
    return fsync;
  }
}
