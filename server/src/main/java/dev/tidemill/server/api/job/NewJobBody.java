package dev.tidemill.server.api.job;

import dev.tidemill.job.NewJob;
import dev.tidemill.server.api.Body;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;

/** Reads a job that is to be added: name, data and options, all of them optional. */
public final class NewJobBody {

  private NewJobBody() {}

  /**
   * The job that an object tells; other fields of it are not looked at.
   *
   * @param name when it tells none
   * @throws Refused when it cannot be added as it is
   */
  public static NewJob read(Body body, String name) {
    String data = body.raw("data");
    try {
      return new NewJob(
          body.text("name", name),
          data == null ? "{}" : data,
          OptionsBody.read(body.object("options")));
    } catch (IllegalArgumentException e) {
      throw new Refused(ProblemCode.VALIDATION, String.valueOf(e.getMessage()));
    }
  }
}
