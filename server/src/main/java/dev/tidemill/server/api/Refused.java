package dev.tidemill.server.api;

/** A request is not carried out; the problem says why. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final boolean halfDone;

  /** With a sentence about this case. */
  public Refused(ProblemCode code, String detail) {
    super(detail);
    this.problem = new Problem(code, detail);
    this.halfDone = false;
  }

  private Refused(Problem problem, Throwable cause) {
    super(problem.detail(), cause);
    this.problem = problem;
    this.halfDone = true;
  }

  /** Not carried out to its end: some of it may be done. */
  public static Refused halfDone(Problem problem, Throwable cause) {
    return new Refused(problem, cause);
  }

  /** Whether some of it may be done. */
  public boolean isHalfDone() {
    return halfDone;
  }

  /** What is answered. */
  public Problem problem() {
    return problem;
  }

  /** A parameter or field that is not what it may be. */
  public static Refused invalid(String what, String value, String remedy) {
    return new Refused(
        ProblemCode.VALIDATION, "'%s' is '%s': %s.".formatted(what, shortened(value), remedy));
  }

  /** One that is wrong whatever its value. */
  public static Refused invalid(String what, String remedy) {
    return new Refused(ProblemCode.VALIDATION, "'%s': %s.".formatted(what, remedy));
  }

  private static String shortened(String value) {
    return value.length() > 100 ? value.substring(0, 100) + "…" : value;
  }
}
