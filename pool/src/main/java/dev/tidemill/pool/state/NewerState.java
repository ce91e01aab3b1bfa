package dev.tidemill.pool.state;

/** The stored plan was written by a newer release; it is left as it is. */
public final class NewerState extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int format;

  NewerState(int format, int known) {
    super(
        "The plan of this pool was stored by a newer Tidemill, in format "
            + format
            + "; this one knows up to "
            + known
            + ". Run that release here, or another --queue");
    this.format = format;
  }

  /** What a node that runs makes of it. */
  public Finding finding() {
    return new Finding(
        Finding.Code.PLAN_NEWER,
        "A newer release has stored the plan in format %d, and this one knows up to %d"
            .formatted(format, PoolStateJson.FORMAT),
        "this node works on by the plan that it knows and stores none; give it that release");
  }
}
