package dev.tidemill.pool.run;

/**
 * Another node may read the source by now: nothing was added, and its place has to be asked for.
 */
final class SourceElsewhere extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SourceElsewhere(Throwable cause) {
    super("this node was silent for too long, and another may read its source by now", cause);
  }
}
