package dev.tidemill.server.http;

import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Problem;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Route;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether the other side takes what the API answers; asked before anything is done. The original's
 * routes, probes, metrics and pages answer whoever asks: their clients were there before the rule.
 */
final class Acceptable {

  private static final String API = "/api/";
  private static final String JSON = bare(Answer.JSON);
  private static final String ANY = "*/*";
  private static final Pattern REFUSED = // a quality of zero
      Pattern.compile(";\\s*q\\s*=\\s*0+(\\.0*)?\\s*(;|$)", Pattern.CASE_INSENSITIVE);

  private Acceptable() {}

  /**
   * Lets a request pass that admits the type of that route.
   *
   * @throws Refused when its header {@code Accept} does not
   */
  static void check(Context context, Route route) {
    String accept = String.join(",", Collections.list(context.req().getHeaders("Accept")));
    String answered = bare(route.type());
    if (route.path().startsWith(API)
        && !accept.isBlank()
        && !isAdmitted(ranges(accept), answered)) {
      throw new Refused(
          ProblemCode.NOT_ACCEPTABLE,
          context.path() + " answers " + answered + ", which the header Accept does not admit.");
    }
  }

  /** The range that says most about the type decides; who takes problems takes JSON. */
  private static boolean isAdmitted(Map<String, Boolean> ranges, String type) {
    Boolean named = ranges.get(type);
    if (named != null) {
      return named;
    }
    if (type.equals(JSON) && ranges.getOrDefault(Problem.MEDIA_TYPE, false)) {
      return true;
    }
    String family = type.substring(0, type.indexOf('/')) + "/*";
    return ranges.getOrDefault(family, ranges.getOrDefault(ANY, false));
  }

  private static Map<String, Boolean> ranges(String accept) {
    Map<String, Boolean> ranges = new HashMap<>();
    for (String range : accept.split(",", -1)) {
      String type = bare(range);
      boolean admitted = !REFUSED.matcher(range).find();
      ranges.merge(type.equals("*") ? ANY : type, admitted, Boolean::logicalOr);
    }
    return ranges;
  }

  private static String bare(String type) {
    return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }
}
