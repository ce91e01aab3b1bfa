package dev.tidemill.pool;

/** Another process is the node of this name; the message names it and the remedy. */
public final class PoolBusy extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PoolBusy(String message) {
    super(message);
  }
}
