package dev.tidemill.server.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request is not carried out; the problem says why. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final boolean halfDone;

  /** With a sentence about this case. */
  public Refused(ProblemCode code, String detail) {
    this(new Problem(code, detail));
  }

  /** With all that is known about it. */
  public Refused(Problem problem) {
    super(problem.detail());
    this.problem = problem;
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
    return new Refused(ProblemCode.VALIDATION, told(what, value, remedy));
  }

  /** A field of the body, with the pointer to it; null is no value at all. */
  static Refused field(String what, String pointer, @Nullable String value, String remedy) {
    List<Problem.Flaw> flaws =
        pointer.isEmpty() ? List.of() : List.of(new Problem.Flaw(pointer, remedy));
    String detail = value == null ? told(what, remedy) : told(what, value, remedy);
    return new Refused(new Problem(ProblemCode.VALIDATION, detail, flaws));
  }

  /** One that is wrong whatever its value. */
  public static Refused invalid(String what, String remedy) {
    return new Refused(ProblemCode.VALIDATION, told(what, remedy));
  }

  private static String told(String what, String value, String remedy) {
    return "'%s' is '%s': %s.".formatted(what, shortened(value), remedy);
  }

  private static String told(String what, String remedy) {
    return "'%s': %s.".formatted(what, remedy);
  }

  private static String shortened(String value) {
    return value.length() > 100 ? value.substring(0, 100) + "…" : value;
  }
}
