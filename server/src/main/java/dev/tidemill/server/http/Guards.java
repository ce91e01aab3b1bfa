package dev.tidemill.server.http;

import dev.tidemill.server.api.Problem;
import dev.tidemill.server.api.ProblemCode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request must pass first: on a loopback address only requests to that address or to a name
 * that was allowed, so that a name of somebody else's that points here gets nothing; no page of
 * another origin may change anything; who asks must be known where that is wanted; and nothing is
 * changed where we only show.
 */
final class Guards {

  private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Set<String> FOR_ALL = Set.of("/livez", "/readyz", "/startupz");
  private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

  private final boolean loopback;
  private final Access access;
  private final Front front;
  private final String contentPolicy;

  Guards(boolean loopback, Access access, Front front, String contentPolicy) {
    this.loopback = loopback;
    this.access = access;
    this.front = front;
    this.contentPolicy = contentPolicy;
  }

  void addTo(RoutesConfig routes) {
    routes.before(this::check);
  }

  private void check(Context context) {
    context.header("Content-Security-Policy", contentPolicy);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    Problem problem = problem(context, context.header("Host"));
    if (problem != null) {
      Answers.problem(context, problem);
      context.skipRemainingHandlers();
    }
  }

  private @Nullable Problem problem(Context context, @Nullable String host) {
    if (loopback && !isOurs(name(host))) {
      return new Problem(
          ProblemCode.FOREIGN_HOST, "The request was sent to the host '" + host + "'.");
    }
    if (changes(context) && isForeign(context, host)) {
      return told(ProblemCode.FOREIGN_PAGE);
    }
    if (!access.lets(context.header("Authorization")) && !isForAll(context.path())) {
      context.header("WWW-Authenticate", "Basic realm=\"tidemill\", charset=\"UTF-8\"");
      return told(ProblemCode.UNAUTHENTICATED);
    }
    return access.readOnly() && changes(context) ? told(ProblemCode.READ_ONLY) : null;
  }

  /** Whether everybody is answered at a path. */
  static boolean isForAll(String path) {
    return FOR_ALL.contains(path);
  }

  private static Problem told(ProblemCode code) {
    return new Problem(code, code.meaning());
  }

  private static boolean changes(Context context) {
    return !Set.of("GET", "HEAD", "OPTIONS").contains(context.method().toString());
  }

  /** Browsers say where a request comes from; programs say nothing and are not meant. */
  private static boolean isForeign(Context context, @Nullable String host) {
    String site = context.header("Sec-Fetch-Site");
    if (site != null) {
      return !OWN_PAGES.contains(site);
    }
    String origin = context.header("Origin");
    String asked = context.header("X-Forwarded-Host"); // of a proxy that is believed
    String here = origin == null ? "" : origin.replaceFirst("^https?://", "");
    return origin != null && !here.equals(host) && !here.equals(asked);
  }

  private boolean isOurs(String name) {
    return OWN_NAMES.contains(name) || front.names().contains(name);
  }

  private static String name(@Nullable String host) {
    return host == null ? "" : host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
  }
}
