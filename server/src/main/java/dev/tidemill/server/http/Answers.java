package dev.tidemill.server.http;

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
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/** Turns what went wrong into an answer. */
final class Answers {

  private static final Logger LOG = System.getLogger(Answers.class.getName());
  private static final String SOON = "2"; // seconds

  private Answers() {}

  static void addTo(RoutesConfig routes) {
    routes.exception(Refused.class, (e, context) -> problem(context, e.problem()));
    routes.exception(MethodNotAllowedResponse.class, Answers::methodNotAllowed);
    routes.exception(HttpResponseException.class, Answers::refusedByJavalin);
    routes.exception(RedisException.class, Answers::redis);
    routes.exception(QueueException.class, (e, context) -> problem(context, code(e), text(e)));
    routes.exception(
        PoolBusy.class, (e, context) -> problem(context, ProblemCode.POOL_BUSY, text(e)));
    routes.exception(
        NewerState.class, (e, context) -> problem(context, ProblemCode.NEWER_STATE, text(e)));
    routes.exception(
        IllegalArgumentException.class,
        (e, context) -> problem(context, ProblemCode.VALIDATION, text(e)));
    routes.exception(Exception.class, Answers::unexpected);
  }

  private static ProblemCode code(QueueException e) {
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

  private static void redis(RedisException e, Context context) {
    switch (e) {
      case NotForUs foreign -> problem(context, ProblemCode.FOREIGN_QUEUE, text(e));
      case CommandRejected refused -> problem(context, ProblemCode.REDIS_REFUSED, text(e));
      default -> {
        context.header("Retry-After", SOON);
        problem(context, ProblemCode.REDIS_UNAVAILABLE, text(e));
      }
    }
  }

  private static void methodNotAllowed(MethodNotAllowedResponse e, Context context) {
    String allowed = e.getDetails().getOrDefault("availableMethods", "GET");
    context.header("Allow", allowed);
    problem(
        context,
        ProblemCode.METHOD_NOT_ALLOWED,
        context.method() + " is not answered at " + context.path() + ", but " + allowed + " is.");
  }

  private static void refusedByJavalin(HttpResponseException e, Context context) {
    switch (e.getStatus()) {
      case 404 ->
          problem(context, ProblemCode.NOT_FOUND, "There is nothing at " + context.path() + ".");
      case 413 -> problem(context, ProblemCode.PAYLOAD_TOO_LARGE, text(e));
      default -> problem(context, ProblemCode.REFUSED, text(e));
    }
  }

  private static void unexpected(Exception e, Context context) {
    LOG.log(Level.ERROR, "Answering " + context.method() + " " + context.path() + " failed", e);
    problem(context, ProblemCode.INTERNAL, ProblemCode.INTERNAL.meaning());
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }

  /** What the other side has to put before our paths. */
  static String prefix(Context context) {
    String prefix = context.header(Front.PREFIX);
    return prefix == null ? "" : prefix;
  }

  static void problem(Context context, ProblemCode code, String detail) {
    problem(context, new Problem(code, detail));
  }

  static void problem(Context context, Problem problem) {
    context.status(problem.code().status()).contentType(Problem.MEDIA_TYPE);
    // As bytes: of this media type, unlike of plain JSON, the server does not know that it is
    // UTF-8.
    String json = problem.json(prefix(context), context.path());
    context.result(json.getBytes(StandardCharsets.UTF_8));
  }
}
