package dev.tidemill.wire;

import dev.tidemill.redis.Reply;

/**
 * What came of one job of an add.
 *
 * @param id of the job, or of the one that stands in its place; empty when it was refused
 * @param refusal why there is none
 * @param detail the parent's key, or Redis's words, for a refusal
 */
public record Stored(String id, Refusal refusal, String detail) {

  private static final String MISSING = "PARENT_MISSING ";
  private static final String OTHER = "PARENT_OTHER ";

  /** Why a job was not stored. */
  public enum Refusal {
    /** It was stored. */
    NONE,
    /** There is no job of the parent's id (protocol 6: -5). */
    PARENT_MISSING,
    /** A job of that id is there already and the child of another one (protocol 6: -7). */
    PARENT_OTHER,
    /** Redis refused it. */
    BY_REDIS
  }

  static Stored read(Reply reply) {
    String error = reply.error();
    if (error == null) {
      return new Stored(reply.text(), Refusal.NONE, "");
    }
    if (error.startsWith(MISSING)) {
      return new Stored("", Refusal.PARENT_MISSING, error.substring(MISSING.length()));
    }
    if (error.startsWith(OTHER)) {
      return new Stored("", Refusal.PARENT_OTHER, error.substring(OTHER.length()));
    }
    return new Stored("", Refusal.BY_REDIS, error);
  }
}
