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
 * @param count messages counted by the ledger, or null when it has counted none
 * @param ledgerVersion of the plan, by the ledger; 0 when it knows none
 * @param systemState the text under the original's key, or null when there is none
 * @param copied the last text that we wrote there, or null when we never did
 */
record Loaded(
    @Nullable String stateText,
    String storedVersion,
    @Nullable Long count,
    long ledgerVersion,
    @Nullable String systemState,
    @Nullable String copied) {

  static Loaded read(Reply reply) {
    List<Reply> parts = reply.list();
    Long count = parts.get(2).isNull() ? null : Long.valueOf(parts.get(2).number());
    return new Loaded(
        text(parts.get(0)),
        parts.get(1).text(),
        count,
        parts.get(3).isNull() ? 0 : parts.get(3).number(),
        text(parts.get(4)),
        text(parts.get(5)));
  }

  private static @Nullable String text(Reply part) {
    return part.isNull() ? null : part.text();
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

  /** Whether the original's key has what we did not write. */
  boolean isForeign() {
    return systemState != null && !systemState.equals(copied);
  }

  /** The version above which the next one has to be. */
  long newestVersion() {
    long stored = storedVersion.isEmpty() ? 0 : Long.parseLong(storedVersion);
    return Math.max(stored, ledgerVersion);
  }
}
