package dev.tidemill.server.http;

import dev.tidemill.pool.PoolBusy;
import dev.tidemill.pool.state.NewerState;
import dev.tidemill.redis.RedisException;
import dev.tidemill.server.api.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Turns what went wrong into an answer. */
final class Answers {

  private static final Logger LOG = System.getLogger(Answers.class.getName());

  private Answers() {}

  static void addTo(RoutesConfig routes) {
    routes.exception(
        NotFoundResponse.class,
        (e, context) -> problem(context, Problems.notFound(context.path())));
    routes.exception(MethodNotAllowedResponse.class, Answers::methodNotAllowed);
    routes.exception(
        HttpResponseException.class,
        (e, context) -> problem(context, Problems.other(e.getStatus(), text(e))));
    routes.exception(
        RedisException.class,
        (e, context) -> {
          context.header("Retry-After", "2");
          problem(context, Problem.redisUnavailable(text(e)));
        });
    routes.exception(PoolBusy.class, (e, context) -> problem(context, Problems.poolBusy(text(e))));
    routes.exception(
        NewerState.class, (e, context) -> problem(context, Problems.newerState(text(e))));
    routes.exception(Exception.class, Answers::unexpected);
  }

  private static void methodNotAllowed(MethodNotAllowedResponse e, Context context) {
    String allowed = e.getDetails().getOrDefault("availableMethods", "GET");
    context.header("Allow", allowed);
    problem(
        context, Problems.methodNotAllowed(context.method().toString(), context.path(), allowed));
  }

  private static void unexpected(Exception e, Context context) {
    LOG.log(Level.ERROR, "Answering " + context.method() + " " + context.path() + " failed", e);
    problem(context, Problem.internal());
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }

  static void problem(Context context, Problem problem) {
    context.status(problem.status()).contentType(Problem.MEDIA_TYPE);
    context.result(problem.json(context.path()));
  }
}
