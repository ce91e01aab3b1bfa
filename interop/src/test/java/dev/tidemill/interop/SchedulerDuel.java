package dev.tidemill.interop;

import dev.tidemill.interop.NodePeer.Refused;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobScheduler;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.NextRun;
import dev.tidemill.job.Schedule;
import dev.tidemill.queue.JobSchedulers;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueException;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.QueueSettings;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.wire.LegacyRepeat;
import dev.tidemill.wire.NextIteration;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Schedulers put in, read and removed by both sides of a {@link Duel}, and their jobs begun. */
final class SchedulerDuel implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String QUEUE = "q";

  final Duel duel;
  private final NodePeer node;
  private final Queue ours;
  private final RedisConnection redis;

  SchedulerDuel(NodePeer node, Duel duel) {
    this.duel = duel;
    this.node = node;
    RedisUri uri = duel.ourRedis();
    this.redis = new RedisConnection(uri, "");
    this.ours =
        Queue.open(
            new QueueOptions(uri, duel.ourPrefix(), QUEUE)
                .with(QueueSettings.defaults().unsigned()), // as the peer's queue is
            () -> Instant.ofEpochMilli(duel.now()));
  }

  /** Sets both clocks to so many milliseconds after noon. */
  SchedulerDuel at(long millis) {
    duel.at(millis);
    return this;
  }

  /** Puts a scheduler in; answers id and delay of its next job. */
  String upsert(String id, Schedule.Builder schedule) {
    return upsert(id, schedule, null);
  }

  String upsert(String id, Schedule.Builder builder, @Nullable NewJob template) {
    Schedule schedule = builder.build();
    List<Object> arguments = new ArrayList<>(List.of(id, NodeSchedule.of(schedule)));
    if (template != null) {
      arguments.add(NodeSchedule.template(template));
    }
    return duel.compare(
        "upsert " + arguments,
        nodes(
            "upsertJobScheduler",
            job -> job.get("id").asString() + " in " + job.get("opts").get("delay").asLong(),
            arguments),
        ours(
            schedulers ->
                run(
                    template == null
                        ? schedulers.upsert(id, schedule)
                        : schedulers.upsert(id, schedule, template))));
  }

  private static @Nullable String run(@Nullable NextRun run) {
    return run == null ? null : run.jobId() + " in " + run.delay().toMillis();
  }

  /** Has a peer of another release add a job on both sides. */
  void addBy(NodePeer peer, Map<String, ?> job) {
    for (String prefix : List.of(duel.nodePrefix(), duel.ourPrefix())) {
      Map<String, Object> request = new LinkedHashMap<>(job);
      request.putAll(Map.of("prefix", prefix, "queue", QUEUE, "now", duel.now()));
      peer.call("add", request);
    }
  }

  /** Has both sides put a scheduler in where they are known to answer differently. */
  void upsertApart(String id, Schedule.Builder schedule) {
    Map<String, Object> request =
        Map.of(
            "method", "upsertJobScheduler", "args", List.of(id, NodeSchedule.of(schedule.build())));
    call("queue", request);
    ours.schedulers().upsert(id, schedule.build());
  }

  /** Has a worker begin a scheduler's job that it has claimed: is it then run, or left? */
  String begin(String id) {
    Map<String, Object> request = new LinkedHashMap<>(Map.of("job", id, "worker", Map.of()));
    return duel.compare("begin " + id, call("begin", request).asString(), beginOurs(id));
  }

  private String beginOurs(String id) {
    QueueKeys keys = new QueueKeys(duel.ourPrefix(), QUEUE);
    Job job = Objects.requireNonNull(ours.job(id));
    String scheduler = job.fields().get("rjk");
    if (scheduler == null) {
      return "run";
    }
    try {
      boolean known = redis.call("HEXISTS", keys.scheduler(scheduler), "ic").number() == 1;
      if (LegacyRepeat.isKey(scheduler) && !known) {
        return "run";
      }
      NextIteration call = NextIteration.of(keys, job, scheduler, duel.now());
      if (call != null) {
        ScriptRunner.run(call, redis);
      }
      return "run";
    } catch (IllegalArgumentException e) {
      return "left";
    }
  }

  /** Claims the next job under a token, begins it and ends it well. */
  String live(String token) {
    String id = duel.claim(token);
    begin(id);
    duel.complete(token, null);
    return id;
  }

  String remove(String id) {
    return duel.compare(
        "remove " + id,
        nodes("removeJobScheduler", JsonNode::asString, List.of(id)),
        ours(schedulers -> schedulers.remove(id)));
  }

  String get(String id) {
    return duel.compare(
        "get " + id,
        nodes("getJobScheduler", SchedulerDuel::told, List.of(id)),
        ours(schedulers -> told(schedulers.get(id))));
  }

  String page(long from, long to, boolean soonestFirst) {
    return duel.compare(
        "page " + from + " to " + to,
        nodes(
            "getJobSchedulers",
            list -> {
              List<String> all = new ArrayList<>();
              list.forEach(one -> all.add(told(one)));
              return all.toString();
            },
            List.of(from, to, soonestFirst)),
        ours(
            schedulers ->
                schedulers.page(from, to, soonestFirst).stream()
                    .map(SchedulerDuel::told)
                    .toList()));
  }

  String count() {
    return duel.compare(
        "count",
        nodes("getJobSchedulersCount", JsonNode::asString, List.of()),
        ours(JobSchedulers::count));
  }

  private static String told(JsonNode one) {
    return "%s %s %s %s %s %s %s %s %s %s %s"
        .formatted(
            one.get("key").asString(),
            one.get("name").asString(),
            one.get("next").asLong(),
            one.path("iterationCount").asLong(0),
            one.path("limit").asLong(-1),
            one.path("pattern").asString(""),
            one.path("tz").asString(""),
            one.path("every").asLong(0),
            one.path("offset").asLong(0),
            one.path("startDate").asLong(0) + " " + one.path("endDate").asLong(0),
            one.path("template").path("data").toString());
  }

  private static @Nullable String told(@Nullable JobScheduler one) {
    if (one == null) {
      return null;
    }
    Instant start = one.start();
    Instant end = one.end();
    return "%s %s %s %s %s %s %s %s %s %s %s"
        .formatted(
            one.id(),
            one.name(),
            one.next().toEpochMilli(),
            one.iterations(),
            one.limit() == null ? -1 : one.limit(),
            one.pattern(),
            one.zone(),
            one.every() == null ? 0 : one.every().toMillis(),
            one.offset().toMillis(),
            (start == null ? 0 : start.toEpochMilli())
                + " "
                + (end == null ? 0 : end.toEpochMilli()),
            one.fields().containsKey("data") ? JSON.readTree(one.data()).toString() : "");
  }

  private String nodes(String method, Function<JsonNode, String> read, List<?> arguments) {
    try {
      JsonNode answer = call("queue", Map.of("method", method, "args", arguments));
      return answer.isNull() ? "nothing" : read.apply(answer);
    } catch (Refused refused) {
      return "refused";
    }
  }

  private String ours(Function<JobSchedulers, @Nullable Object> what) {
    try {
      Object answer = what.apply(ours.schedulers());
      return answer == null ? "nothing" : answer.toString();
    } catch (IllegalArgumentException | QueueException refused) {
      return "refused";
    }
  }

  private JsonNode call(String duty, Map<String, ?> arguments) {
    Map<String, Object> request = new LinkedHashMap<>(arguments);
    request.put("prefix", duel.nodePrefix());
    request.put("queue", QUEUE);
    request.put("now", duel.now());
    return node.call(duty, request);
  }

  @Override
  public void close() {
    ours.close();
    redis.close();
    duel.close();
  }
}
