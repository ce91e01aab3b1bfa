package dev.tidemill.loop;

import org.jspecify.annotations.Nullable;

/** The place of one input in a {@link Batcher}. */
sealed interface Ticket<I, O> permits Caller, Handover.Share {

  /** What is to be carried out. */
  I input();

  /** Told that the next batch, which this input is the head of, is to be led. */
  void lead();

  /** Told what came of it: a result, or what was thrown. */
  void finish(@Nullable O result, @Nullable Throwable thrown);
}
