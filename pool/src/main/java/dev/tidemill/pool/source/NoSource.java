package dev.tidemill.pool.source;

import org.jspecify.annotations.Nullable;

/** No source: the pool only pulls. */
record NoSource() implements Source {

  static final NoSource INSTANCE = new NoSource();

  @Override
  public @Nullable Message next() {
    return null;
  }

  @Override
  public String toString() {
    return "none";
  }
}
