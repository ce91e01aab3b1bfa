package dev.tidemill.server.api.docs;

import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The page that explains every problem, whole or one of them. */
public final class ProblemRoutes {

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/problems", ProblemRoutes::all).answering(Answer.HTML),
        Route.get("/problems/{code}", ProblemRoutes::one).answering(Answer.HTML));
  }

  private static Answer all(Request request) {
    return page(Html.up(request), Arrays.asList(ProblemCode.values()));
  }

  private static Answer one(Request request) {
    String code = request.place("code");
    return Arrays.stream(ProblemCode.values())
        .filter(known -> known.code().equals(code))
        .findFirst()
        .map(known -> page(Html.up(request), List.of(known)))
        .orElseThrow(
            () -> new Refused(ProblemCode.NOT_FOUND, "There is no problem '" + code + "'."));
  }

  private static Answer page(String up, List<ProblemCode> codes) {
    String all = codes.stream().map(ProblemRoutes::section).collect(Collectors.joining("\n"));
    return Answer.html(
        Html.page(
            "Problems",
            up,
            all + "\n<p><a href=\"%sproblems\">All problems</a></p>".formatted(up)));
  }

  private static String section(ProblemCode problem) {
    return """
    <section id="%s">
    <h2><code>%s</code> %s</h2>
    <p>Status %d. %s</p>
    <p>%s</p>
    </section>\
    """
        .formatted(
            problem.code(),
            problem.code(),
            Html.text(problem.title()),
            problem.status(),
            Html.text(problem.meaning()),
            Html.text(problem.remedy()));
  }
}
