package dev.tidemill.interop;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.queue.WorkerOptionsBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One worker of a {@link Scene}, of either kind, steered while it runs. */
final class Steered {

  private final Scene scene;
  private final boolean java;
  private @Nullable Worker ours;

  private Steered(Scene scene, boolean java) {
    this.scene = scene;
    this.java = java;
  }

  /** The one that the working side has. */
  static Steered working(Scene scene) {
    return new Steered(scene, scene.pairing().javaWorks());
  }

  /** One of the kind that the working side has not. */
  static Steered other(Scene scene) {
    return new Steered(scene, !scene.pairing().javaWorks());
  }

  /** Starts it, with the same options for either kind. */
  Steered start(UnaryOperator<WorkerOptionsBuilder> options, Map<String, ?> nodes) {
    if (java) {
      WorkerOptions built = options.apply(WorkerOptions.builder(scene.options())).build();
      ours = scene.javaWorks().start(built);
    } else {
      scene.node().call("start", Map.of("worker", nodes));
    }
    return this;
  }

  Steered start() {
    return start(options -> options, Map.of());
  }

  private Worker ours() {
    return Objects.requireNonNull(ours);
  }

  private JsonNode node(String method, Object... arguments) {
    return scene.node().call("steer", Map.of("method", method, "args", List.of(arguments)));
  }

  void concurrency(int value) {
    if (java) {
      ours().concurrency(value);
    } else {
      scene.node().call("concurrency", Map.of("value", value));
    }
  }

  /** Has it take no more, and does not wait for what runs. */
  void pause() {
    if (java) {
      ours().pause();
    } else {
      node("pause", true);
    }
  }

  /** As {@link #pause}; done when nothing runs any more. */
  CompletableFuture<Void> pauseAndWait() {
    return CompletableFuture.runAsync(java ? this::pauseOurs : () -> node("pause"));
  }

  private void pauseOurs() {
    try {
      if (!ours().pause().awaitPaused(Duration.ofSeconds(30))) {
        throw new IllegalStateException("a job still runs");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isPaused() {
    return java ? ours().isPaused() : node("isPaused").asBoolean();
  }

  void resume() {
    if (java) {
      ours().resume();
    } else {
      node("resume");
    }
  }

  void close() {
    if (java) {
      ours().close();
    } else {
      node("close");
    }
  }

  /** The names of the jobs that workers of its kind have handled so far, in order. */
  List<String> handled() {
    if (java) {
      return List.copyOf(scene.javaWorks().handled());
    }
    List<String> names = new ArrayList<>();
    scene.node().call("handled", Map.of()).forEach(job -> names.add(job.get("name").asString()));
    return names;
  }

  /** Lets its handler go on whose job wished to be held. */
  void release(String hold) {
    if (java) {
      scene.javaWorks().release(hold);
    } else {
      scene.node().call("release", Map.of("hold", hold));
    }
  }

  /** Its local events as lines that are the same for either kind. */
  List<String> told() {
    List<String> lines = new ArrayList<>();
    if (java) {
      scene.javaWorks().told().forEach(event -> add(lines, line(event)));
    } else {
      scene.node().call("local", Map.of()).forEach(line -> lines.add(line.asString()));
    }
    return lines;
  }

  /** What fails again and again is told once. */
  private static void add(List<String> lines, String line) {
    if (!line.equals("error") || lines.isEmpty() || !lines.getLast().equals(line)) {
      lines.add(line);
    }
  }

  private static String line(WorkerEvent event) {
    return switch (event) {
      case WorkerEvent.Active e -> "active " + e.job().id();
      case WorkerEvent.Progress e -> "progress " + e.job().id() + " " + e.progress();
      case WorkerEvent.Completed e -> "completed " + e.job().id() + " " + e.returnValue();
      case WorkerEvent.Failed e -> "failed " + e.job().id() + " " + e.reason();
      case WorkerEvent.Retrying e -> "retrying " + e.job().id() + " " + e.reason();
      case WorkerEvent.Stalled e -> "stalled " + e.id();
      case WorkerEvent.Drained e -> "drained";
      case WorkerEvent.Paused e -> "paused";
      case WorkerEvent.Resumed e -> "resumed";
      case WorkerEvent.Closing e -> "closing";
      case WorkerEvent.Closed e -> "closed";
      case WorkerEvent.LockLost e -> "error";
      case WorkerEvent.Trouble e -> "error";
    };
  }
}
