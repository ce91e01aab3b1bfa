package dev.tidemill.pool.store;

import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Staircase;
import dev.tidemill.pool.state.SystemState;
import dev.tidemill.pool.state.SystemStateJson;
import dev.tidemill.pool.state.TakeOver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan a pool starts with, from whatever is left of it.
 *
 * <ul>
 *   <li>A {@code systemState} that we did not write is a new base, and the ledger goes on from its
 *       total. One that is all zeros says nothing where we have a plan of our own.
 *   <li>Otherwise the stored plan, advanced to the ledger's count.
 *   <li>A plan that a newer release stored is refused.
 *   <li>Without a plan that can be read: our copy in {@code systemState}, else the plan that a
 *       fresh pool has at the ledger's count.
 *   <li>A ledger that is gone or behind is raised to the plan's total.
 * </ul>
 *
 * @param state the plan under the settings asked for, and under those changed since they were first
 *     asked for
 * @param uncounted how many messages the ledger has to be raised by, or lowered when negative
 * @param adopted the foreign text that may be replaced, or null when none may
 * @param notes what was unusual, one sentence each
 */
record Restored(PoolState state, long uncounted, @Nullable String adopted, List<String> notes) {

  static Restored from(Loaded loaded, PoolSettings settings) {
    List<String> notes = new ArrayList<>();
    SystemState figures = foreign(loaded, notes);
    String adopted = figures == null ? null : loaded.systemState();
    if (figures != null && isBase(figures, loaded, notes)) {
      PoolState base = TakeOver.from(figures, settings);
      long counted = loaded.count() == null ? 0 : loaded.count();
      return new Restored(base, base.total() - counted, adopted, notes);
    }
    PoolState base = own(loaded, settings, notes);
    return new Restored(base.startedWith(settings), uncounted(loaded, base, notes), adopted, notes);
  }

  /** The figures under the original's key when it is not the last text that we wrote, or null. */
  private static @Nullable SystemState foreign(Loaded loaded, List<String> notes) {
    String text = loaded.systemState();
    if (text == null || !loaded.isForeign()) {
      return null;
    }
    SystemState figures = SystemStateJson.read(text);
    if (figures == null) {
      notes.add("systemState is not a state and is left as it is, without our copy: " + cut(text));
    }
    return figures;
  }

  private static boolean isBase(SystemState figures, Loaded loaded, List<String> notes) {
    boolean known = loaded.stateText() != null || loaded.count() != null;
    if (known && figures.isAllZeros()) {
      notes.add("systemState was overwritten with zeros: going on with our own plan");
      return false;
    }
    Long version = figures.version();
    if (loaded.copied() == null && version != null && version <= loaded.newestVersion()) {
      notes.add("We no longer know what we wrote to systemState: going on with our own plan");
      return false;
    }
    notes.add(
        "Taking over from a systemState that is not ours: "
            + cut(String.valueOf(loaded.systemState())));
    return true;
  }

  private static PoolState own(Loaded loaded, PoolSettings settings, List<String> notes) {
    PoolState stored = loaded.state();
    long count = loaded.count() == null ? 0 : loaded.count();
    if (stored != null) {
      return Staircase.advance(stored, count);
    }
    String text = loaded.stateText();
    if (text != null) {
      notes.add("The stored plan cannot be read and is made anew: " + cut(text));
    }
    String copy = loaded.isForeign() ? null : loaded.systemState();
    SystemState figures = copy == null ? null : SystemStateJson.read(copy);
    if (figures != null) {
      notes.add("The plan is made anew from our copy in systemState and the ledger's " + count);
      return Staircase.advance(TakeOver.from(figures, settings), count);
    }
    if (count > 0) {
      notes.add("The plan is made anew from the ledger's count " + count);
    }
    return Staircase.advance(PoolState.fresh(settings), count);
  }

  private static long uncounted(Loaded loaded, PoolState base, List<String> notes) {
    long counted = loaded.count() == null ? 0 : loaded.count();
    if (counted >= base.total()) {
      return 0;
    }
    notes.add(
        "The ledger %s: its count is raised to the plan's %d"
            .formatted(
                loaded.count() == null ? "is missing" : "is behind at " + counted, base.total()));
    return base.total() - counted;
  }

  private static String cut(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }
}
