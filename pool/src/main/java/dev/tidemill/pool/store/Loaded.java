package dev.tidemill.pool.store;

import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.PoolStateJson;
import dev.tidemill.redis.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that Redis has about a plan, read at one moment.
 *
 * @param stateText the stored plan as it stands, or null when there is none
 * @param storedVersion its version as the store reads it, empty when it cannot be read
 * @param systemState the text under the original's key, or null when there is none
 * @param copied the last text that we wrote there, or null when we never did
 * @param counted what the ledger says
 */
record Loaded(
    @Nullable String stateText,
    String storedVersion,
    @Nullable String systemState,
    @Nullable String copied,
    Counted counted) {

  /**
   * What the ledger says; what is no number there counts as missing.
   *
   * @param known messages counted, or null when it has counted none
   * @param version of the plan; 0 when it knows none
   * @param ended messages that are done or have failed
   * @param gone messages that were known to be gone at the last start, or null
   */
  record Counted(@Nullable Long known, long version, long ended, @Nullable Long gone) {

    /** Messages counted; 0 when it has counted none. */
    long count() {
      return known == null ? 0 : known;
    }
  }

  static Loaded read(Reply reply) {
    List<Reply> parts = reply.list();
    Counted counted =
        new Counted(
            number(parts.get(4)),
            or0(number(parts.get(5))),
            or0(number(parts.get(6))) + or0(number(parts.get(7))),
            number(parts.get(8)));
    return new Loaded(
        text(parts.get(0)), parts.get(1).text(), text(parts.get(2)), text(parts.get(3)), counted);
  }

  private static @Nullable String text(Reply part) {
    return part.isNull() ? null : part.text();
  }

  private static @Nullable Long number(Reply part) {
    String text = text(part);
    return text != null && text.matches("\\d{1,16}") ? Long.valueOf(text) : null;
  }

  private static long or0(@Nullable Long number) {
    return number == null ? 0 : number;
  }

  /**
   * The stored plan, or null when there is none or it cannot be read.
   *
   * @throws dev.tidemill.pool.state.NewerState when a newer release stored it
   */
  @Nullable PoolState state() {
    if (stateText == null) {
      return null;
    }
    try {
      return PoolStateJson.read(stateText);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether something is stored that is no plan. */
  boolean isUnreadable() {
    return stateText != null && state() == null;
  }

  /** Whether the original's key has what we did not write. */
  boolean isForeign() {
    return systemState != null && !systemState.equals(copied);
  }

  /** The version above which the next one has to be. */
  long newestVersion() {
    long stored = storedVersion.isEmpty() ? 0 : Long.parseLong(storedVersion);
    return Math.max(stored, counted.version());
  }
}
