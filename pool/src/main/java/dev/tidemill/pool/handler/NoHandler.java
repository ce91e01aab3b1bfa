package dev.tidemill.pool.handler;

import dev.tidemill.job.Job;

/** No handler: the pool only pushes. */
record NoHandler() implements Handler {

  static final NoHandler INSTANCE = new NoHandler();

  @Override
  public String handle(Job job) {
    throw new IllegalStateException("A pool without a handler pulls nothing");
  }

  @Override
  public String toString() {
    return "none";
  }
}
