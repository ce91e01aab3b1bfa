package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.redis.ConnectionLost;
import java.util.concurrent.Callable;

/** What a caller knows after a call whose connection may have been lost. */
enum Told {
  DONE,
  NOT_DONE,
  IN_DOUBT;

  /** Any other exception than those that tell is an error. */
  static Told of(Callable<?> call) throws Exception {
    try {
      call.call();
      return DONE;
    } catch (OutcomeUnknown e) {
      return IN_DOUBT;
    } catch (ConnectionLost e) {
      return e.sent() ? IN_DOUBT : NOT_DONE;
    }
  }

  void assertHolds(long before, long after, int jobs) {
    switch (this) {
      case DONE -> assertThat(after).isEqualTo(before + jobs);
      case NOT_DONE -> assertThat(after).isEqualTo(before);
      case IN_DOUBT -> assertThat(after).isIn(before, before + jobs);
    }
  }

  /** A connection that was lost after the last byte of a reply is missed by the next call only. */
  static <R> R again(Callable<R> call) throws Exception {
    try {
      return call.call();
    } catch (OutcomeUnknown | ConnectionLost e) {
      return call.call();
    }
  }
}
