package dev.tidemill.server.http;

import dev.tidemill.server.api.ProblemCode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request must pass first: on a loopback address only requests to that address, so that a
 * name of somebody else's that points here gets nothing; and no page of another origin may change
 * anything.
 */
final class Guards {

  private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

  private final boolean loopback;
  private final String contentPolicy;

  Guards(boolean loopback, String contentPolicy) {
    this.loopback = loopback;
    this.contentPolicy = contentPolicy;
  }

  void addTo(RoutesConfig routes) {
    routes.before(this::check);
  }

  private void check(Context context) {
    context.header("Content-Security-Policy", contentPolicy);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    String host = context.header("Host");
    if (loopback && !OWN_NAMES.contains(name(host))) {
      Answers.problem(
          context, ProblemCode.FOREIGN_HOST, "The request was sent to the host '" + host + "'.");
      context.skipRemainingHandlers();
    } else if (changes(context) && isForeign(context, host)) {
      Answers.problem(context, ProblemCode.FOREIGN_PAGE, ProblemCode.FOREIGN_PAGE.meaning());
      context.skipRemainingHandlers();
    }
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
    return origin != null && !origin.replaceFirst("^https?://", "").equals(host);
  }

  private static String name(@Nullable String host) {
    return host == null ? "" : host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
  }
}
