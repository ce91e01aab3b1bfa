package dev.tidemill.server.http;

import dev.tidemill.server.api.Problem;
import dev.tidemill.server.api.ProblemCode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Writes down what nobody has foreseen, so that it is found again by what was answered. */
final class Mistake {

  private static final Logger LOG = System.getLogger(Mistake.class.getName());

  private Mistake() {}

  static Problem logged(String where, @Nullable Throwable cause) {
    byte[] chance = new byte[4];
    ThreadLocalRandom.current().nextBytes(chance);
    String id = HexFormat.of().formatHex(chance);
    LOG.log(Level.ERROR, "Answering " + where + " failed, logId " + id, cause);
    return new Problem(ProblemCode.INTERNAL, ProblemCode.INTERNAL.meaning(), id, List.of());
  }
}
