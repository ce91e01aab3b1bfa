package dev.tidemill.queue;

import dev.tidemill.input.InvalidPayload;
import dev.tidemill.job.Job;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Outcome;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Looks whether text that a user wrote by hand is JSON. Clients in Node.js parse what they hear of
 * a job without looking: one text that is none ends the listening of all of them.
 */
final class JsonCheck {

  private static final int SHOWN = 40;
  private static final String REMEDY = ". Give JSON text: a text of words goes in quotes";
  private static final int ANY = Integer.MAX_VALUE;

  /** Keeps no names, and has no bounds of its own: those of a payload are the job's options. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(ANY)
                  .maxNameLength(ANY)
                  .maxNumberLength(ANY)
                  .maxStringLength(ANY)
                  .build())
          .build();

  private JsonCheck() {}

  /** Whether the whole of a text is one JSON value. */
  static boolean isJson(String text) {
    return text.equals("null") || isQuoted(text) || isParsed(text);
  }

  /** Most results are a word in quotes, which need no parser. */
  private static boolean isQuoted(String text) {
    int last = text.length() - 1;
    if (last < 1 || text.charAt(0) != '"' || text.charAt(last) != '"') {
      return false;
    }
    for (int n = 1; n < last; n++) {
      char one = text.charAt(n);
      if (one < ' ' || one == '"' || one == '\\') {
        return false;
      }
    }
    return true;
  }

  private static boolean isParsed(String text) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() == null) {
        return false;
      }
      json.skipChildren();
      return json.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }

  /**
   * Answers the text if it is JSON.
   *
   * @param what it is, in messages
   * @throws InvalidPayload when it is not
   */
  static String checked(String what, String text) {
    if (!isJson(text)) {
      throw new InvalidPayload(what + " is no JSON: " + shown(text) + REMEDY);
    }
    return text;
  }

  /** As the other, for a job that is to be added. */
  static NewJob checked(NewJob job) {
    if (!isJson(job.data())) {
      checked("payload of job '" + job.name() + "'", job.data());
    }
    return job;
  }

  /** As the other, for an outcome that somebody tells. */
  static Outcome checked(Job job, Outcome outcome) {
    if (!isGood(outcome)) {
      checked("result of job '" + job.name() + "' (id " + job.id() + ")", result(outcome));
    }
    return outcome;
  }

  /** A handler's outcome; a result that is no JSON fails its job for good: the work is done. */
  static Outcome handled(QueueOptions queue, Job job, Outcome outcome) {
    return isGood(outcome)
        ? outcome
        : new Outcome.Failed(
            "The result of job '%s' (id %s) of %s:%s is lost: it is no JSON: %s. Answer JSON text: a text of words goes in quotes"
                .formatted(
                    job.name(), job.id(), queue.prefix(), queue.name(), shown(result(outcome))),
            List.of(),
            false);
  }

  private static boolean isGood(Outcome outcome) {
    return !(outcome instanceof Outcome.Completed(String value)) || isJson(value);
  }

  private static String result(Outcome outcome) {
    return outcome instanceof Outcome.Completed(String value) ? value : "";
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? "'" + text + "'" : "'" + text.substring(0, SHOWN) + "…'";
  }
}
