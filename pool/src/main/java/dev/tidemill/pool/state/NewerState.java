package dev.tidemill.pool.state;

/** The stored plan was written by a newer release; it is left as it is. */
public final class NewerState extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NewerState(int format, int known) {
    super(
        "The plan of this pool was stored by a newer Tidemill, in format "
            + format
            + "; this one knows up to "
            + known
            + ". Run that release here, or another --queue");
  }
}
