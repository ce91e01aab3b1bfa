package dev.tidemill.pool.state;

/** What a worker does: push messages into the queue or pull jobs out of it. */
public enum Role {
  PUSHER("Pusher"),
  PULLER("Puller");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** The name in JSON and on screens. */
  public String label() {
    return label;
  }

  /** The role that a worker turns to from this one. */
  public Role other() {
    return this == PUSHER ? PULLER : PUSHER;
  }

  /**
   * The role of that label.
   *
   * @throws IllegalArgumentException when the label is neither "Pusher" nor "Puller"
   */
  public static Role of(String label) {
    for (Role role : values()) {
      if (role.label.equals(label)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "There is no role '" + label + "'. Use \"Pusher\" or \"Puller\"");
  }
}
