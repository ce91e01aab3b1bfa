package dev.tidemill.interop;

import dev.tidemill.job.JobContext;
import dev.tidemill.job.UnrecoverableException;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.SharedConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A worker of the mixed fleet in Java, until it is killed; {@code peer/fleet.mjs} is its like. */
final class FleetWorker {

  private final QueueOptions options;
  private final String who;
  private final SharedConnection redis;
  private final LuaScript note;

  private FleetWorker(QueueOptions options, String who, LuaScript note) {
    this.options = options;
    this.who = who;
    this.note = note;
    this.redis = new SharedConnection(options.redis(), "");
  }

  /**
   * Works until it is killed.
   *
   * @param arguments Redis, prefix, queue, who this is, milliseconds of a lock and between sweeps
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    QueueOptions options =
        new QueueOptions(RedisUri.parse(arguments[0]), arguments[1], arguments[2]);
    LuaScript note =
        LuaScript.of(
            "fleetRecord", Files.readString(NodeExtension.INTEROP.resolve("peer/fleetRecord.lua")));
    FleetWorker worker = new FleetWorker(options, arguments[3], note);
    WorkerOptions terms =
        WorkerOptions.builder(options)
            .concurrency(10)
            .name(arguments[3])
            .lockDuration(Duration.ofMillis(Long.parseLong(arguments[4])))
            .stalled(Duration.ofMillis(Long.parseLong(arguments[5])), 1)
            .build();
    try (Worker running = Worker.of(terms, worker::handle)) {
      running.start();
      new CountDownLatch(1).await();
    }
  }

  private String handle(JobContext context) {
    JsonNode wish = Scene.JSON.readTree(context.job().data());
    note("begin", context);
    work(wish.get("ms").asLong());
    note("end", context);
    if (wish.get("never").asBoolean()) {
      throw new UnrecoverableException("never");
    }
    if (context.job().attemptsMade() < wish.get("fail").asInt()) {
      throw new IllegalStateException("not yet");
    }
    return wish.get("n").toString();
  }

  /** What takes a handler its time. */
  private static void work(long millis) {
    new CompletableFuture<String>().completeOnTimeout("done", millis, TimeUnit.MILLISECONDS).join();
  }

  private void note(String what, JobContext context) {
    String id = context.job().id();
    String lock = options.prefix() + ":" + options.name() + ":" + id + ":lock";
    Arguments arguments = new Arguments().add(what).add(id).add(context.token()).add(who);
    redis.run(note, List.of(options.prefix() + ":records", lock), arguments);
  }
}
