package dev.tidemill.server.http;

import dev.tidemill.server.api.Problem;
import dev.tidemill.server.api.ProblemCode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Writes down what nobody has foreseen, so that it is found again by what was answered. */
final class Mistake {

  private static final Logger LOG = System.getLogger(Mistake.class.getName());

  private Mistake() {}

  static Problem logged(String where, String traceId, @Nullable Throwable cause) {
    LOG.log(Level.ERROR, "Answering " + where + " failed, traceId " + traceId, cause);
    return new Problem(ProblemCode.INTERNAL, ProblemCode.INTERNAL.meaning());
  }
}
