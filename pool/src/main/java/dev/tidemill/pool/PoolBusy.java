package dev.tidemill.pool;

/** Another process runs the pool of this queue; the message names it and the remedy. */
public final class PoolBusy extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PoolBusy(String message) {
    super(message);
  }
}
