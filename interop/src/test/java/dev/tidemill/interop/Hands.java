package dev.tidemill.interop;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Outcome;
import dev.tidemill.queue.ManualWorker;
import dev.tidemill.queue.WorkerOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes jobs of a {@link Scene} by hand on its working side, and tells how they ended. */
final class Hands implements AutoCloseable {

  private final Scene scene;
  private final ManualWorker ours;
  private final Map<String, ActiveJob> oursTaken = new HashMap<>(); // by token
  private int taken;

  /** A job that was taken. */
  record Taken(String id, String name, String token) {}

  Hands(Scene scene) {
    this.scene = scene;
    ours = ManualWorker.open(WorkerOptions.builder(scene.options()).renewLocks(false).build());
  }

  /** The next job, waiting for one. */
  Taken take() {
    return Scene.soon().until(this::tryToTake, job -> job != null);
  }

  /** The next job, or null when there is none to take. */
  @Nullable Taken tryToTake() throws InterruptedException {
    if (scene.pairing().javaWorks()) {
      ActiveJob job = ours.take();
      if (job == null) {
        return null;
      }
      oursTaken.put(job.token(), job);
      return new Taken(job.job().id(), job.job().name(), job.token());
    }
    String token = scene.options().prefix() + "-hand-" + ++taken;
    JsonNode job = scene.node().call("take", Map.of("token", token));
    return job.isNull()
        ? null
        : new Taken(job.get("id").asString(), job.get("name").asString(), token);
  }

  /** Answers whether it was accepted. */
  boolean complete(Taken job, String json) {
    return scene.pairing().javaWorks()
        ? settle(job, new Outcome.Completed(json))
        : accepts("complete", job, Map.of("value", Scene.JSON.readTree(json)));
  }

  /** Answers whether it was accepted. */
  boolean fail(Taken job, String reason) {
    return scene.pairing().javaWorks()
        ? settle(job, new Outcome.Failed(reason, List.of("at hand"), true))
        : accepts("fail", job, Map.of("reason", reason, "stack", "at hand"));
  }

  /** Gives the job its lock anew; answers whether it is still whose it was. */
  boolean extendLock(Taken job, Duration lock) {
    return scene.pairing().javaWorks()
        ? ours.extendLock(job.id(), job.token(), lock)
        : accepts("extendLock", job, Map.of("duration", lock.toMillis()));
  }

  private boolean settle(Taken job, Outcome outcome) {
    ActiveJob own = oursTaken.get(job.token());
    if (own == null) {
      throw new IllegalStateException(job + " was not taken here");
    }
    return ours.settle(own, outcome);
  }

  private boolean accepts(String what, Taken job, Map<String, ?> more) {
    Map<String, Object> request = new HashMap<>(more);
    request.put("token", job.token());
    try {
      return !scene.node().call(what, request).equals(Scene.JSON.readTree("0"));
    } catch (NodePeer.Refused e) {
      return false;
    }
  }

  @Override
  public void close() {
    ours.close();
  }
}
