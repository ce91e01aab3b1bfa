package dev.tidemill.job;

/**
 * A job before it is added.
 *
 * @param name what kind of job it is
 * @param data the payload as JSON text; stored byte for byte
 * @param options how it is to be treated
 */
public record NewJob(String name, String data, JobOptions options) {

  /** A job with the options that most have. */
  public static NewJob of(String name, String data) {
    return new NewJob(name, data, JobOptions.defaults());
  }
}
