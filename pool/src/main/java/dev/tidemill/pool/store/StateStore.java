package dev.tidemill.pool.store;

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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pool's plan in Redis: saved only over the version it came from, with the ledger's {@code
 * version} and the copy in {@code systemState} in the same call.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class StateStore {

  private static final Logger LOG = System.getLogger(StateStore.class.getName());
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
   * The plan that a pool starts with, saved and copied: the one stored, advanced to what is
   * counted, taken over from the original, or repaired; what is unusual is logged.
   *
   * @throws dev.tidemill.redis.RedisException when Redis does not answer or refuses
   */
  public PoolState restore(PoolSettings settings) {
    for (int n = 0; n < TRIES; n++) {
      Loaded loaded = load();
      Restored restored = Restored.from(loaded, settings);
      Saved saved = save(loaded.storedVersion(), loaded.newestVersion() + 1, restored);
      if (saved instanceof Saved.Kept kept) {
        restored.notes().forEach(note -> LOG.log(Level.WARNING, told(note)));
        return kept.state();
      }
    }
    throw new IllegalStateException(
        "Plan of pool " + keys.queue() + " was changed by others " + TRIES + " times while saved");
  }

  private String told(String note) {
    return "Pool on queue " + keys.queue() + ": " + note;
  }

  /** What {@link #restore} would answer now, without saving anything. */
  public PoolState preview(PoolSettings settings) {
    Loaded loaded = load();
    PoolState state = Restored.from(loaded, settings).state();
    return state.stored(loaded.newestVersion(), state.updatedAtMs());
  }

  /** The plan as it stands, or null when there is none that can be read. */
  public @Nullable PoolState stored() {
    return load().state();
  }

  private Loaded load() {
    return Loaded.read(run(StoreScript.LOAD_STATE, new Arguments()));
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
    return send(from, stored, copy, null, 0);
  }

  private Saved save(String from, long version, Restored restored) {
    PoolState stored = restored.state().stored(version, clock.millis());
    return send(from, stored, true, restored.adopted(), restored.uncounted());
  }

  private Saved send(
      String from, PoolState stored, boolean copy, @Nullable String adopted, long uncounted) {
    Arguments arguments =
        new Arguments()
            .add(from)
            .add(stored.version())
            .add(PoolStateJson.write(stored))
            .add(copy ? SystemStateJson.write(SystemState.of(stored)) : "")
            .add(adopted == null ? "" : adopted)
            .add(uncounted);
    List<Reply> reply = run(StoreScript.SAVE_STATE, arguments).list();
    if (reply.getFirst().text().equals("outdated")) {
      return new Saved.Outdated();
    }
    String became = reply.get(1).text().toUpperCase(Locale.ROOT);
    return new Saved.Kept(stored, Saved.Copy.valueOf(became));
  }

  /** Both scripts may be sent again when an answer was lost: saving knows its own text again. */
  private Reply run(LuaScript script, Arguments arguments) {
    List<String> all = List.of(keys.state(), keys.ledger(), keys.systemState(), keys.copied());
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
