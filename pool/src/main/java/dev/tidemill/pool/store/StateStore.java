package dev.tidemill.pool.store;

import dev.tidemill.pool.state.Finding;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.PoolStateJson;
import dev.tidemill.pool.state.SystemState;
import dev.tidemill.pool.state.SystemStateJson;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pool's plan in Redis: saved only over the version it came from, with the ledger's {@code
 * version} and the copy in {@code systemState} in the same call.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class StateStore {

  private static final int TRIES = 50;

  private final SharedConnection connection;
  private final PoolKeys keys;
  private final InstantSource clock;

  /** Works on a connection that others may share; closes nothing. */
  public StateStore(SharedConnection connection, PoolKeys keys, InstantSource clock) {
    this.connection = connection;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Looks before a start writes anything: a plan of a newer release is refused, and what is no
   * ledger is put aside.
   *
   * @throws dev.tidemill.pool.state.NewerState when a newer release stored the plan
   * @throws dev.tidemill.redis.RedisException when Redis does not answer or refuses
   */
  public void examine(Consumer<Finding> told) {
    load().state();
    String aside = keys.ledgerAside(clock.millis());
    List<String> both = List.of(keys.ledger(), aside);
    List<Reply> odd = connection.run(StoreScript.MEND_LEDGER, both, new Arguments()).list();
    if (!odd.isEmpty()) {
      String what = odd.stream().map(Reply::text).collect(Collectors.joining(", "));
      boolean asWhole = what.indexOf(' ') < 0;
      told.accept(
          new Finding(
              Finding.Code.LEDGER_UNREADABLE,
              asWhole ? "The ledger is a " + what : "The ledger has no number in " + what,
              "it is kept under " + (asWhole ? aside : "aside:… there")));
    }
  }

  /**
   * The plan that a pool starts with, saved and copied: the one stored, advanced to what is
   * counted, taken over from the original, or repaired.
   *
   * @param unfinished jobs in the queue that have not ended
   * @param told what is unusual
   * @throws dev.tidemill.redis.RedisException when Redis does not answer or refuses
   */
  public PoolState restore(PoolSettings settings, long unfinished, Consumer<Finding> told) {
    for (int n = 0; n < TRIES; n++) {
      Loaded loaded = load();
      long now = clock.millis();
      Restored restored = Restored.from(loaded, settings, unfinished, keys.stateAside(now));
      PoolState state = restored.state().stored(loaded.newestVersion() + 1, now);
      Repair repair =
          new Repair(
              restored.adopted(), restored.uncounted(), restored.gone(), loaded.isUnreadable());
      if (send(loaded.storedVersion(), state, true, repair) instanceof Saved.Kept kept) {
        restored.findings().forEach(told);
        return kept.state();
      }
    }
    throw new IllegalStateException(
        "Plan of pool " + keys.queue() + " was changed by others " + TRIES + " times while saved");
  }

  /** What {@link #restore} would answer now, without saving anything. */
  public PoolState preview(PoolSettings settings) {
    Loaded loaded = load();
    PoolState state = Restored.from(loaded, settings, Restored.UNKNOWN, "").state();
    return state.stored(loaded.newestVersion(), state.updatedAtMs());
  }

  /**
   * The plan as it stands. Where it cannot be read it is put aside, and the one given, which is
   * being followed, is stored again; where there is none that is yet to be.
   *
   * @param told what is unusual
   */
  public PoolState storedOr(PoolState followed, Consumer<Finding> told) {
    for (int n = 0; n < TRIES; n++) {
      Loaded loaded = load();
      PoolState stored = loaded.state();
      if (stored != null) {
        return stored;
      }
      if (!loaded.isUnreadable()) {
        return followed.stored(0, followed.updatedAtMs());
      }
      long version = Math.max(loaded.newestVersion(), followed.version()) + 1;
      Repair repair = new Repair(null, 0, null, true);
      PoolState again = followed.stored(version, clock.millis());
      if (send(loaded.storedVersion(), again, false, repair) instanceof Saved.Kept kept) {
        told.accept(putAside(kept.state()));
        return kept.state();
      }
    }
    throw new IllegalStateException(
        "Plan of pool " + keys.queue() + " was broken by others " + TRIES + " times while saved");
  }

  /** That what stood in the place of a plan, which is stored now, cannot be read. */
  public Finding putAside(PoolState stored) {
    return new Finding(
        Finding.Code.PLAN_UNREADABLE,
        "What stood in the place of the plan cannot be read",
        "it is kept under %s, and the plan that is followed is stored again with %d messages"
            .formatted(keys.stateAside(stored.updatedAtMs()), stored.total()));
  }

  /** The plan as it stands, or null when there is none that can be read. */
  public @Nullable PoolState stored() {
    return load().state();
  }

  private Loaded load() {
    return Loaded.read(run(StoreScript.LOAD_STATE, new Arguments(), 0));
  }

  /** Saves a plan over the version that it has, or where none that can be read is stored. */
  public Saved save(PoolState next) {
    return save(next, false);
  }

  /**
   * Saves a plan over the version that it has and writes the copy for the original, unless somebody
   * else has written there. No more than once a second is meant.
   */
  public Saved saveAndCopy(PoolState next) {
    return save(next, true);
  }

  private Saved save(PoolState next, boolean copy) {
    String from = next.version() == 0 ? "" : Long.toString(next.version());
    PoolState stored = next.stored(next.version() + 1, clock.millis());
    return send(from, stored, copy, Repair.NONE);
  }

  /**
   * What is put right beside the plan.
   *
   * @param adopted the foreign text that the copy may replace, or null when none may
   * @param uncounted messages that the ledger's count is raised by
   * @param gone counted messages that are gone, or null when it is not known
   * @param unreadable whether what is stored cannot be read
   */
  private record Repair(
      @Nullable String adopted, long uncounted, @Nullable Long gone, boolean unreadable) {
    static final Repair NONE = new Repair(null, 0, null, false);
  }

  private Saved send(String from, PoolState stored, boolean copy, Repair repair) {
    Arguments arguments =
        new Arguments()
            .add(from)
            .add(stored.version())
            .add(PoolStateJson.write(stored))
            .add(copy ? SystemStateJson.write(SystemState.of(stored)) : "")
            .add(repair.adopted() == null ? "" : repair.adopted())
            .add(repair.uncounted())
            .add(repair.gone() == null ? "" : repair.gone().toString())
            .add(repair.unreadable() ? "1" : "");
    List<Reply> reply = run(StoreScript.SAVE_STATE, arguments, stored.updatedAtMs()).list();
    if (reply.getFirst().text().equals("outdated")) {
      return new Saved.Outdated();
    }
    String became = reply.get(1).text().toUpperCase(Locale.ROOT);
    return new Saved.Kept(stored, Saved.Copy.valueOf(became), reply.get(2).number() == 1);
  }

  /** Both scripts may be sent again when an answer was lost: saving knows its own text again. */
  private Reply run(LuaScript script, Arguments arguments, long atMs) {
    List<String> all =
        List.of(
            keys.state(), keys.ledger(), keys.systemState(), keys.copied(), keys.stateAside(atMs));
    try {
      return connection.run(script, all, arguments);
    } catch (ConnectionLost e) {
      return connection.run(script, all, arguments);
    }
  }

  /** The text under the original's key, or null when there is none. */
  public @Nullable String systemState() {
    return load().systemState();
  }
}
