package dev.tidemill.server.sse;

import dev.tidemill.pool.PoolView;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives every page the same stream: a picture first, then what happens, as it happens.
 *
 * <p>The follower reads the pool's history once for all; the metronome adds what is said each
 * second. A viewer that comes back with the id it saw last gets what it missed, as fast as it takes
 * that: from the backlog, and what is older from Redis. As long as Redis has not been there since
 * the start, each second says so instead.
 *
 * <p><b>Threading:</b> safe for any. Three threads of its own; the one lock is never held while
 * Redis or the network is waited for, and a viewer's lock may be taken under it, never the other
 * way.
 */
public final class SseHub implements AutoCloseable {

  private static final int PAGE = 100; // frames that a connection is given at a time
  private static final int FEW = 50; // so many wait with a viewer at once

  private final Scene scene;
  private final InstantSource clock;
  private final Past past;
  private final Follower follower;
  private final Replay replay;
  private final Metronome metronome;
  private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Narrator narrator;
  private final Backlog backlog = new Backlog();
  private final Snapshots snapshots;
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
    this.past = past;
    this.narrator = new Narrator(scene, clock);
    this.snapshots = new Snapshots(narrator, backlog);
    this.follower = new Follower(past, this::hear);
    this.replay = new Replay(this::goOn);
    this.metronome = new Metronome(this::beat);
  }

  /** Begins to follow the history. */
  public void start() {
    follower.start();
    replay.start();
    metronome.start();
  }

  /** How many look on. */
  public int viewers() {
    return locked(() -> viewers.size() + early.size() + replay.size());
  }

  /** How often workers of the pool have turned, as far as its history has told since the start. */
  public long turns() {
    return locked(narrator::turns);
  }

  /** How long ago the history has told something; while a pool runs it does so each second. */
  public Duration silence() {
    return follower.silence();
  }

  /** The samples of the last hour from a time on, the last one of each step; 0 for all. */
  public ObjectNode history(long fromMillis, long stepMillis) {
    return locked(() -> narrator.history(fromMillis, stepMillis));
  }

  private <T> T locked(Supplier<T> ask) {
    lock.lock();
    try {
      return ask.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes the answer a stream; returns at once.
   *
   * @param exchange of the request, started
   * @param lastEventId the last id that the other side saw, empty for none
   * @param topics the events that it is told alone, empty for all
   * @return done when the stream is over and the exchange may be completed
   * @throws IOException when the other side is gone already
   */
  public CompletableFuture<Void> join(AsyncContext exchange, String lastEventId, Set<String> topics)
      throws IOException {
    HttpServletResponse response = (HttpServletResponse) exchange.getResponse();
    response.setStatus(HttpServletResponse.SC_OK);
    response.setHeader("Content-Type", "text/event-stream");
    response.setHeader("Cache-Control", "no-cache, no-transform");
    response.setHeader("X-Accel-Buffering", "no");
    exchange.setTimeout(0);
    ServletOutputStream out = response.getOutputStream();
    Viewer viewer = new Viewer(out, topics, replay::drained, this::forget);
    exchange.addListener(new EndOfStream(viewer));
    out.setWriteListener(viewer);
    viewer.offer(Frame.RETRY);
    viewer.offer(narrator.hello());
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
      case Backlog.Start.From from -> replay.begin(viewer, from.seen());
      case Backlog.Start.Anew anew -> {
        snapshots.show(viewer, view, anew.reason());
        admit(viewer, view);
      }
    }
  }

  private void admit(Viewer viewer, PoolView view) {
    viewers.add(viewer);
    viewer.offer(Narrator.state(view));
    if (viewer.over().isDone()) {
      viewers.remove(viewer); // it went before it was one of them
    }
  }

  private void forget(Viewer viewer) {
    viewers.remove(viewer);
    replay.forget(viewer);
  }

  /** Gives a viewer that came back more of what it missed; null when it is one of all again. */
  private @Nullable StreamId goOn(Viewer viewer, StreamId seen) {
    PoolView view = scene.view();
    lock.lock();
    try {
      if (backlog.reaches(seen)) {
        return goOn(viewer, backlog.after(seen, PAGE), view);
      }
    } finally {
      lock.unlock();
    }
    List<Frame> older = older(seen); // asks Redis
    if (!older.isEmpty()) {
      return viewer.feed(older);
    }
    lock.lock();
    try {
      snapshots.show(viewer, view, Backlog.TOO_OLD);
      admit(viewer, view);
      return null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable StreamId goOn(Viewer viewer, List<Frame> missed, PoolView view) {
    if (missed.size() > FEW) {
      return viewer.feed(missed);
    }
    missed.forEach(viewer::offer);
    admit(viewer, view);
    return null;
  }

  private List<Frame> older(StreamId seen) {
    return past.page(seen.toString(), PAGE).stream()
        .map(Narrator::toldAgain)
        .filter(Objects::nonNull)
        .toList();
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
        Frame frame = narrator.told(moment, view);
        if (frame != null) {
          backlog.add(frame);
          send(frame);
        }
      }
    } finally {
      lock.unlock();
    }
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
      if (narrator.isSilent(now)) {
        send(Narrator.idleTick(view, now));
      }
      send(Narrator.state(view));
      if (seconds % 10 == 0) {
        send(Frame.of(null, "ping", Long.toString(now)));
      }
      List<Viewer> late = viewers.stream().filter(Viewer::wantsPicture).toList();
      if (!late.isEmpty()) {
        Frame whole = snapshots.now(view, "lagged"); // one for all: it is large
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
    Frame away = narrator.away(now);
    early.keySet().forEach(viewer -> viewer.offer(away));
  }

  private void send(Frame frame) {
    viewers.forEach(viewer -> viewer.offer(frame));
  }

  /** Says goodbye to all and ends their streams. */
  @Override
  public void close() {
    follower.close();
    replay.close();
    metronome.close();
    send(Frame.of(null, "bye", "{\"reason\":\"the server is going down\"}"));
    viewers.forEach(Viewer::close);
    replay.viewers().forEach(Viewer::close); // who comes back again misses nothing
    lock.lock();
    try {
      early.keySet().forEach(Viewer::close);
    } finally {
      lock.unlock();
    }
  }
}
