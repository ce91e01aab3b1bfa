package dev.tidemill.job;

import dev.tidemill.input.InvalidPayload;
import java.nio.charset.StandardCharsets;

/**
 * A job before it is added.
 *
 * @param name what kind of job it is
 * @param data the payload as JSON text; stored byte for byte
 * @param options how it is to be treated
 */
public record NewJob(String name, String data, JobOptions options) {

  /** Checks that the payload is not larger than the options allow. */
  public NewJob {
    Integer most = options.limits().dataBytes();
    if (most != null) {
      int bytes = data.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > most) {
        throw new InvalidPayload(
            "payload of job '%s' has %d bytes, its limit is %d: make it smaller or raise the limit"
                .formatted(name, bytes, most));
      }
    }
  }

  /** A job with the options that most have. */
  public static NewJob of(String name, String data) {
    return new NewJob(name, data, JobOptions.defaults());
  }
}
