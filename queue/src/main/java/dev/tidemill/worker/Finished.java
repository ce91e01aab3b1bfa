package dev.tidemill.worker;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Outcome;
import java.util.concurrent.CompletableFuture;

/**
 * An attempt that has ended and whose outcome Redis has yet to hear.
 *
 * @param active the job
 * @param outcome how it ended
 * @param at when, in Unix milliseconds
 * @param answer told when Redis has answered
 */
record Finished(ActiveJob active, Outcome outcome, long at, CompletableFuture<Settled> answer) {

  static Finished of(ActiveJob active, Outcome outcome, long at) {
    active.settling();
    return new Finished(active, outcome, at, new CompletableFuture<>());
  }

  /** A job that goes back over its handler's head, which is told after this. */
  static Finished handedBack(ActiveJob active, long at) {
    return new Finished(active, new Outcome.HandedBack(), at, new CompletableFuture<>());
  }

  /** The same attempt with another outcome, for the same listener. */
  Finished instead(Outcome other) {
    return new Finished(active, other, at, answer);
  }
}
