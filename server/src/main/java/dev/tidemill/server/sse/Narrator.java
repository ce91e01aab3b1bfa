package dev.tidemill.server.sse;

import dev.tidemill.pool.PoolView;
import dev.tidemill.server.api.pool.PoolJson;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts into frames what has happened and what is, and keeps the picture of it.
 *
 * <p><b>Threading:</b> guarded by the hub's lock, but for what is static and {@link #hello}.
 */
final class Narrator {

  private static final long FRESH_MILLIS = 3_000;
  private static final int TICK_MILLIS = 1_000;

  private final Scene scene;
  private final InstantSource clock;
  private final Picture picture = new Picture();
  private final Frame hello;
  private long turns;

  Narrator(Scene scene, InstantSource clock) {
    this.scene = scene;
    this.clock = clock;
    this.hello = hello(scene.server());
  }

  /**
   * News as a frame, remembered in the picture; null when it cannot be read.
   *
   * @param view told beside a fresh sample, or null when nobody looks on
   */
  @Nullable Frame told(Past.Moment moment, @Nullable PoolView view) {
    ObjectNode told = dated(moment);
    if (told == null) {
      return null;
    }
    switch (moment.kind()) {
      case "sample" -> {
        picture.sample(told);
        boolean fresh = clock.millis() - told.path("t").asLong(0) < FRESH_MILLIS;
        if (view != null && fresh) {
          beside(told, view);
        }
      }
      case "turn" -> {
        picture.turn(told);
        turns += told.path("turns").asLong(1);
      }
      case "step" -> {
        // The next state shows it.
      }
      default -> picture.event(moment.kind(), told);
    }
    return frame(moment, told);
  }

  /** What was news once, for who missed it; null when it cannot be read. */
  static @Nullable Frame toldAgain(Past.Moment moment) {
    ObjectNode told = dated(moment);
    return told == null ? null : frame(moment, told);
  }

  private static @Nullable ObjectNode dated(Past.Moment moment) {
    ObjectNode told = PoolJson.object(moment.json());
    StreamId id = StreamId.parse(moment.id());
    if (told != null && id != null && !told.has("t")) {
      told.put("t", id.millis());
    }
    return told;
  }

  private static Frame frame(Past.Moment moment, ObjectNode told) {
    String event = moment.kind().equals("sample") ? "tick" : moment.kind();
    return Frame.of(moment.id(), event, told.toString());
  }

  private static void beside(ObjectNode tick, PoolView view) {
    tick.put("running", view.running()).put("redisOk", view.redisOk());
    tick.set("workers", workers(view));
    tick.set("nodes", PoolJson.tree(view.nodes()));
  }

  /** Each second's frame goes to every viewer: what stays as it is they may ask for. */
  private static JsonNode workers(PoolView view) {
    JsonNode workers = PoolJson.tree(view.workers());
    workers.forEach(worker -> ((ObjectNode) worker).remove("thread"));
    return workers;
  }

  /** How often workers have turned, as far as that was told. */
  long turns() {
    return turns;
  }

  /** Whether the history has told no sample lately. */
  boolean isSilent(long now) {
    Long newest = picture.newest();
    return newest == null || now - newest > FRESH_MILLIS;
  }

  /** A tick where the history has none. */
  static Frame idleTick(PoolView view, long now) {
    ObjectNode tick = PoolJson.object();
    tick.put("t", now).put("pushers", view.pusherCount()).put("pullers", view.pullerCount());
    tick.put("waiting", view.counts().waiting() + view.counts().prioritized());
    tick.put("active", view.counts().active()).put("delayed", view.counts().delayed());
    tick.put("pushed", view.totalMessageCount()).put("done", view.done());
    tick.put("failed", view.failed()).put("switches", view.roleSwitchCount());
    tick.put("messageCount", view.messageCount()).put("role", view.currentRole());
    beside(tick, view);
    return Frame.of(null, "tick", tick.toString());
  }

  /** The first event of every stream; the same as long as this server runs. */
  Frame hello() {
    return hello;
  }

  private static Frame hello(Scene.ServerFacts facts) {
    String epoch = UUID.randomUUID().toString().replace("-", "");
    ObjectNode hello = PoolJson.object().put("epoch", epoch).put("tickMs", TICK_MILLIS);
    hello.put("server", facts.version()).put("readOnly", facts.readOnly());
    return Frame.of(null, "hello", hello.toString());
  }

  /** The state as the original told it. */
  static Frame state(PoolView view) {
    return Frame.of(null, null, PoolJson.state(view).toString());
  }

  /** Redis is not there. */
  Frame away(long now) {
    ObjectNode told = PoolJson.object().put("t", now).put("where", scene.redis().where());
    return Frame.of(null, "away", told.toString());
  }

  /** The samples of the last hour from a time on, one a step. */
  ObjectNode history(long fromMillis, long stepMillis) {
    return picture.history(fromMillis, stepMillis);
  }

  /** The whole picture, for who has nothing to go on from. */
  Frame snapshot(PoolView view, String reason, @Nullable String id) {
    ObjectNode all = PoolJson.object();
    all.put("reason", reason).put("asOf", clock.millis()).put("running", view.running());
    all.set("limits", PoolJson.tree(view.limits()));
    all.put("switchEvery", view.switchEvery());
    all.set("state", PoolJson.state(view));
    all.set("counts", PoolJson.tree(view.counts()));
    all.put("done", view.done()).put("failed", view.failed());
    Scene.RedisFacts facts = scene.redis();
    ObjectNode redis = all.putObject("redis");
    redis.put("where", facts.where()).put("version", facts.version()).put("ok", view.redisOk());
    all.set("workers", workers(view));
    all.set("nodes", PoolJson.tree(view.nodes()));
    all.set("history", picture.history(0, 0));
    all.set("lanes", picture.lanes());
    all.set("events", picture.events());
    return Frame.of(id, "snapshot", all.toString());
  }
}
