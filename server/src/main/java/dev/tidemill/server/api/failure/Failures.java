package dev.tidemill.server.api.failure;

import dev.tidemill.pool.PoolBusy;
import dev.tidemill.pool.state.NewerState;
import dev.tidemill.queue.AddRefused;
import dev.tidemill.queue.ForeignKey;
import dev.tidemill.queue.JobLocked;
import dev.tidemill.queue.JobMissing;
import dev.tidemill.queue.OutcomeUnknown;
import dev.tidemill.queue.ParentMissing;
import dev.tidemill.queue.ParentTaken;
import dev.tidemill.queue.QueueBusy;
import dev.tidemill.queue.QueueException;
import dev.tidemill.redis.CommandRejected;
import dev.tidemill.redis.NotForUs;
import dev.tidemill.redis.RedisException;
import dev.tidemill.server.api.Problem;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import org.jspecify.annotations.Nullable;

/** Which problem an exception of a route is. */
public final class Failures {

  private Failures() {}

  /** The problem, or null when nobody has foreseen it. */
  public static @Nullable Problem problem(RuntimeException failure) {
    return switch (failure) {
      case Refused refused -> refused.problem();
      case RedisException e -> told(redis(e), e);
      case QueueException e -> told(queue(e), e);
      case PoolBusy e -> told(ProblemCode.POOL_BUSY, e);
      case NewerState e -> told(ProblemCode.NEWER_STATE, e);
      case IllegalArgumentException e -> told(ProblemCode.VALIDATION, e);
      default -> null;
    };
  }

  private static Problem told(ProblemCode code, RuntimeException e) {
    return new Problem(code, String.valueOf(e.getMessage()));
  }

  private static ProblemCode redis(RedisException e) {
    return switch (e) {
      case NotForUs foreign -> ProblemCode.FOREIGN_QUEUE;
      case CommandRejected refused -> ProblemCode.REDIS_REFUSED;
      default -> ProblemCode.REDIS_UNAVAILABLE;
    };
  }

  private static ProblemCode queue(QueueException e) {
    return switch (e) {
      case JobMissing missing -> ProblemCode.JOB_NOT_FOUND;
      case JobLocked locked -> ProblemCode.JOB_LOCKED;
      case QueueBusy busy -> ProblemCode.QUEUE_BUSY;
      case AddRefused refused -> ProblemCode.ADD_REFUSED;
      case ParentMissing missing -> ProblemCode.ADD_REFUSED;
      case ParentTaken taken -> ProblemCode.ADD_REFUSED;
      case ForeignKey foreign -> ProblemCode.ADD_REFUSED;
      case OutcomeUnknown unknown -> ProblemCode.OUTCOME_UNKNOWN;
      default -> ProblemCode.STATE_CONFLICT;
    };
  }
}
