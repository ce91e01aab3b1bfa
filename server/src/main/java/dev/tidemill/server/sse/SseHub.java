package dev.tidemill.server.sse;

import dev.tidemill.pool.PoolView;
import dev.tidemill.server.api.pool.PoolJson;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives every page the same stream: a picture first, then what happens, as it happens.
 *
 * <p>The follower reads the pool's history once for all; the metronome adds what is said each
 * second. A viewer that comes back with the id it saw last gets what it missed. As long as Redis
 * has not been there since the start, each second says so instead.
 *
 * <p><b>Threading:</b> safe for any. Two threads of its own; the one lock is never held while Redis
 * or the network is waited for, and a viewer's lock may be taken under it, never the other way.
 */
public final class SseHub implements AutoCloseable {

  /** More streams than this are refused. */
  public static final int MOST_VIEWERS = 2_000;

  private static final long FRESH_MILLIS = 3_000;

  private final Scene scene;
  private final InstantSource clock;
  private final Follower follower;
  private final Metronome metronome;
  private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Picture picture = new Picture();
  private final Backlog backlog = new Backlog();
  private final Map<Viewer, String> early = new LinkedHashMap<>(); // under lock, with the last id
  private boolean known; // under lock: the history has been read to its end
  private boolean present; // under lock: and Redis has been there since

  /**
   * Starts nothing yet.
   *
   * @param past the pool's history
   * @param scene what is shown beside it
   * @param clock tells the time that frames carry
   */
  public SseHub(Past past, Scene scene, InstantSource clock) {
    this.scene = scene;
    this.clock = clock;
    this.follower = new Follower(past, this::hear);
    this.metronome = new Metronome(this::beat);
  }

  /** Begins to follow the history. */
  public void start() {
    follower.start();
    metronome.start();
  }

  /** How many look on. */
  public int viewers() {
    lock.lock();
    try {
      return viewers.size() + early.size();
    } finally {
      lock.unlock();
    }
  }

  /** The samples of the last hour from a time on, a column for each figure. */
  public ObjectNode history(long fromMillis) {
    lock.lock();
    try {
      return picture.history(fromMillis);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes the answer a stream; returns at once.
   *
   * @param exchange of the request, started
   * @param lastEventId the last id that the other side saw, empty for none
   * @return done when the stream is over and the exchange may be completed
   * @throws IOException when the other side is gone already
   */
  public CompletableFuture<Void> join(AsyncContext exchange, String lastEventId)
      throws IOException {
    HttpServletResponse response = (HttpServletResponse) exchange.getResponse();
    response.setStatus(HttpServletResponse.SC_OK);
    response.setHeader("Content-Type", "text/event-stream");
    response.setHeader("Cache-Control", "no-cache, no-transform");
    response.setHeader("X-Accel-Buffering", "no");
    exchange.setTimeout(0);
    Viewer viewer = new Viewer(response.getOutputStream(), viewers::remove);
    exchange.addListener(new EndOfStream(viewer));
    response.getOutputStream().setWriteListener(viewer);
    viewer.offer(Frame.RETRY);
    PoolView view = scene.view();
    lock.lock();
    try {
      early.put(viewer, lastEventId);
      welcome(view);
    } finally {
      lock.unlock();
    }
    return viewer.over();
  }

  /**
   * Whoever comes before the past is known waits for it, or would be told all of it; and for the
   * figures of the present, or would be shown a Redis that is not there.
   */
  private void welcome(PoolView view) {
    present |= known && view.redisOk();
    if (present) {
      early.forEach((viewer, last) -> begin(viewer, last, view));
      early.clear();
    }
  }

  private void begin(Viewer viewer, String lastEventId, PoolView view) {
    switch (backlog.after(lastEventId)) {
      case Backlog.Start.Missed missed -> missed.frames().forEach(viewer::offer);
      case Backlog.Start.Anew anew -> viewer.offer(snapshot(view, anew.reason()));
    }
    viewers.add(viewer);
    viewer.offer(Frame.of(null, null, PoolJson.state(view).toString()));
    if (viewer.over().isDone()) {
      viewers.remove(viewer); // it went before it was one of them
    }
  }

  /** News from the follower, in the order of the history; none when there is no more yet. */
  private void hear(List<Past.Moment> news) {
    PoolView view = viewers.isEmpty() && !news.isEmpty() ? null : scene.view();
    lock.lock();
    try {
      if (news.isEmpty() && view != null) {
        known = true;
        welcome(view);
      }
      for (Past.Moment moment : news) {
        ObjectNode told = PoolJson.object(moment.json());
        if (told != null) {
          publish(moment, told, view);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void publish(Past.Moment moment, ObjectNode told, @Nullable PoolView view) {
    StreamId id = StreamId.parse(moment.id());
    if (id != null && !told.has("t")) {
      told.put("t", id.millis());
    }
    String event = moment.kind();
    if ("sample".equals(event)) {
      picture.sample(told);
      event = "tick";
      boolean fresh = clock.millis() - told.path("t").asLong(0) < FRESH_MILLIS;
      if (view != null && fresh) {
        beside(told, view);
      }
    } else if ("turn".equals(event)) {
      picture.turn(told);
    } else if (!"step".equals(event)) {
      picture.event(event, told);
    }
    Frame frame = Frame.of(moment.id(), event, told.toString());
    backlog.add(frame);
    viewers.forEach(viewer -> viewer.offer(frame));
  }

  private static void beside(ObjectNode tick, PoolView view) {
    tick.put("running", view.running()).put("redisOk", view.redisOk());
    tick.set("workers", PoolJson.tree(view.workers()));
    tick.set("nodes", PoolJson.tree(view.nodes()));
  }

  /** Each second: the state as the original told it, and a tick where the history has none. */
  private void beat(long seconds) {
    if (viewers() == 0) {
      return;
    }
    PoolView view = scene.view();
    long now = clock.millis();
    lock.lock();
    try {
      welcome(view);
      tellEarly(view, now);
      Long newest = picture.newest();
      if (newest == null || now - newest > FRESH_MILLIS) {
        send(Frame.of(null, "tick", idleTick(view, now).toString()));
      }
      send(Frame.of(null, null, PoolJson.state(view).toString()));
      if (seconds % 10 == 0) {
        send(Frame.of(null, "ping", Long.toString(now)));
      }
      List<Viewer> late = viewers.stream().filter(Viewer::wantsPicture).toList();
      if (!late.isEmpty()) {
        Frame whole = snapshot(view, "lagged"); // one for all: it is large
        late.forEach(viewer -> viewer.catchUp(whole));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Who waits for the past hears that Redis is away, since nothing else is told until it comes. */
  private void tellEarly(PoolView view, long now) {
    early.keySet().removeIf(viewer -> viewer.over().isDone());
    if (early.isEmpty() || view.redisOk()) {
      return;
    }
    ObjectNode told = PoolJson.object().put("t", now).put("where", scene.redis().where());
    Frame away = Frame.of(null, "away", told.toString());
    early.keySet().forEach(viewer -> viewer.offer(away));
  }

  private static ObjectNode idleTick(PoolView view, long now) {
    ObjectNode tick = PoolJson.object();
    tick.put("t", now).put("pushers", view.pusherCount()).put("pullers", view.pullerCount());
    tick.put("waiting", view.counts().waiting() + view.counts().prioritized());
    tick.put("active", view.counts().active()).put("delayed", view.counts().delayed());
    tick.put("pushed", view.totalMessageCount()).put("done", view.done());
    tick.put("failed", view.failed()).put("switches", view.roleSwitchCount());
    tick.put("messageCount", view.messageCount()).put("role", view.currentRole());
    beside(tick, view);
    return tick;
  }

  private Frame snapshot(PoolView view, String reason) {
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
    all.set("workers", PoolJson.tree(view.workers()));
    all.set("nodes", PoolJson.tree(view.nodes()));
    all.set("history", picture.history(0));
    all.set("lanes", picture.lanes());
    all.set("events", picture.events());
    return Frame.of(backlog.newestId(), "snapshot", all.toString());
  }

  private void send(Frame frame) {
    viewers.forEach(viewer -> viewer.offer(frame));
  }

  /** Says goodbye to all and ends their streams. */
  @Override
  public void close() {
    follower.close();
    metronome.close();
    send(Frame.of(null, "bye", "{\"reason\":\"the server is going down\"}"));
    viewers.forEach(Viewer::close);
    lock.lock();
    try {
      early.keySet().forEach(Viewer::close);
    } finally {
      lock.unlock();
    }
  }
}
