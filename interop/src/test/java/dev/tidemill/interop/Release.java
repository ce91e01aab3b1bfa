package dev.tidemill.interop;

/** A release of BullMQ that ours is proven against, installed under a name of its own. */
enum Release {
  V5_81_5("bullmq5", "5.81.5"),
  V6_2_0("bullmq62", "6.2.0"),
  V6_7_0("bullmq", "6.7.0");

  /** The one that keys are compared with. */
  static final Release TODAY = V6_7_0;

  private final String folder;
  private final String number;

  Release(String folder, String number) {
    this.folder = folder;
    this.number = number;
  }

  /** Its name in {@code package.json} and {@code node_modules}. */
  String folder() {
    return folder;
  }

  boolean isVersion5() {
    return this == V5_81_5;
  }

  /** As {@code 6.7.0}. */
  @Override
  public String toString() {
    return number;
  }
}
