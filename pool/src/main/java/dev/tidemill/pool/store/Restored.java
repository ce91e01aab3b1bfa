package dev.tidemill.pool.store;

import dev.tidemill.pool.state.Finding;
import dev.tidemill.pool.state.Finding.Code;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.PoolStateJson;
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
 *       fresh pool has at the ledger's count. What cannot be read is kept aside.
 *   <li>A ledger that is gone or behind is raised to the plan's total.
 *   <li>Counted messages that are gone stay counted.
 * </ul>
 *
 * @param state the plan under the settings asked for, and under those changed since they were first
 *     asked for
 * @param uncounted how many messages the ledger has to be raised by, or lowered when negative
 * @param adopted the foreign text that may be replaced, or null when none may
 * @param gone counted messages that are neither in the queue nor ended, or null when unknown
 * @param findings what was unusual
 */
record Restored(
    PoolState state,
    long uncounted,
    @Nullable String adopted,
    @Nullable Long gone,
    List<Finding> findings) {

  /** Of a plan that is only looked at nobody asks how many jobs the queue has. */
  static final long UNKNOWN = -1;

  /**
   * From what is stored.
   *
   * @param unfinished jobs in the queue that have not ended, or {@link #UNKNOWN}
   * @param aside the key under which a plan that cannot be read is kept
   */
  static Restored from(Loaded loaded, PoolSettings settings, long unfinished, String aside) {
    List<Finding> findings = new ArrayList<>();
    SystemState figures = foreign(loaded, findings);
    String adopted = figures == null ? null : loaded.systemState();
    if (figures != null && isBase(figures, loaded, findings)) {
      PoolState base = TakeOver.from(figures, settings);
      findings.add(takenOver(loaded, base));
      long uncounted = base.total() - loaded.counted().count();
      Long gone = gone(loaded, base.total(), unfinished);
      return new Restored(base, uncounted, adopted, gone, findings);
    }
    PoolState base = own(loaded, settings, aside, findings);
    long uncounted = uncounted(loaded, base, findings);
    Long gone = gone(loaded, base.total(), unfinished);
    if (uncounted == 0) {
      tellGone(loaded, gone, findings);
    }
    return new Restored(base.startedWith(settings), uncounted, adopted, gone, findings);
  }

  /** The figures under the original's key when it is not the last text that we wrote, or null. */
  private static @Nullable SystemState foreign(Loaded loaded, List<Finding> findings) {
    String text = loaded.systemState();
    if (text == null || !loaded.isForeign()) {
      return null;
    }
    SystemState figures = SystemStateJson.read(text);
    if (figures == null) {
      findings.add(
          new Finding(
              Code.COPY_UNREADABLE,
              "systemState is no state, but " + cut(text),
              "it is left as it is, and no copy is written"));
    }
    return figures;
  }

  private static boolean isBase(SystemState figures, Loaded loaded, List<Finding> findings) {
    boolean known = loaded.stateText() != null || loaded.counted().known() != null;
    if (known && figures.isAllZeros()) {
      findings.add(
          new Finding(
              Code.COPY_ZEROS,
              "systemState was overwritten with zeros",
              "they tell nothing, and our own plan goes on"));
      return false;
    }
    Long version = figures.version();
    if (loaded.copied() == null && version != null && version <= loaded.newestVersion()) {
      findings.add(
          new Finding(
              Code.COPY_UNWITNESSED,
              "It is not known any more what we wrote to systemState last",
              "its version is one of ours, and our own plan goes on"));
      return false;
    }
    return true;
  }

  private static Finding takenOver(Loaded loaded, PoolState base) {
    return new Finding(
        Code.TAKEN_OVER,
        "systemState is not ours: " + cut(String.valueOf(loaded.systemState())),
        "the plan goes on from there with " + standing(base) + ", and so does the count");
  }

  private static String standing(PoolState plan) {
    return "%d messages, %d pushers and %d pullers"
        .formatted(plan.total(), plan.pushers(), plan.pullers());
  }

  private static PoolState own(
      Loaded loaded, PoolSettings settings, String aside, List<Finding> findings) {
    PoolState stored = loaded.state();
    long count = loaded.counted().count();
    if (stored != null) {
      tellStored(loaded, stored, findings);
      return Staircase.advance(stored, count);
    }
    String copy = loaded.isForeign() ? null : loaded.systemState();
    SystemState figures = copy == null ? null : SystemStateJson.read(copy);
    PoolState base =
        Staircase.advance(
            figures == null ? PoolState.fresh(settings) : TakeOver.from(figures, settings), count);
    String from = figures == null ? "the ledger's count" : "our copy in systemState and the ledger";
    String anew = "the plan is made anew from " + from + ", with " + standing(base);
    String text = loaded.stateText();
    if (text != null) {
      String kept = "it is kept under " + aside + ", and " + anew;
      findings.add(
          new Finding(Code.PLAN_UNREADABLE, "The stored plan cannot be read: " + cut(text), kept));
    } else if (figures != null || count > 0) {
      findings.add(new Finding(Code.PLAN_MISSING, "No plan is stored", anew));
    }
    return base;
  }

  private static void tellStored(Loaded loaded, PoolState stored, List<Finding> findings) {
    int format = PoolStateJson.format(String.valueOf(loaded.stateText()));
    if (format < PoolStateJson.FORMAT) {
      findings.add(
          new Finding(
              Code.PLAN_OLDER,
              "An older release stored the plan, in format " + format,
              "it is read and stored in format " + PoolStateJson.FORMAT));
    }
    long count = loaded.counted().count();
    if (count > stored.total()) {
      findings.add(
          new Finding(
              Code.PLAN_BEHIND,
              "The stored plan stands at %d, the ledger at %d".formatted(stored.total(), count),
              "the plan is advanced to the ledger's count"));
    }
  }

  private static long uncounted(Loaded loaded, PoolState base, List<Finding> findings) {
    long counted = loaded.counted().count();
    if (counted >= base.total()) {
      return 0;
    }
    boolean missing = loaded.counted().known() == null;
    findings.add(
        new Finding(
            missing ? Code.LEDGER_MISSING : Code.LEDGER_BEHIND,
            missing ? "The ledger has no count" : "The ledger is behind, at " + counted,
            "its count is raised to the plan's " + base.total()));
    return base.total() - counted;
  }

  private static @Nullable Long gone(Loaded loaded, long total, long unfinished) {
    return unfinished == UNKNOWN
        ? null
        : Long.valueOf(Math.max(0, total - loaded.counted().ended() - unfinished));
  }

  private static void tellGone(Loaded loaded, @Nullable Long gone, List<Finding> findings) {
    Long before = loaded.counted().gone();
    if (gone != null && before != null && gone > before) {
      findings.add(
          new Finding(
              Code.MESSAGES_GONE,
              (gone - before) + " counted messages are not in the queue and did not end here",
              "they stay counted and are not pushed again; they were removed by hand, or others"
                  + " took them"));
    }
  }

  private static String cut(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }
}
