package dev.tidemill.server.api.health;

import dev.tidemill.job.JobState;
import dev.tidemill.pool.PoolView;
import dev.tidemill.pool.state.Role;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.redis.CommandRejected;
import dev.tidemill.redis.NotForUs;
import dev.tidemill.redis.RedisException;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.api.queue.Queues;
import dev.tidemill.server.api.queue.Traffic;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Figures for Prometheus: those of queues under BullMQ's names, so that its dashboards work, and
 * our own beside them.
 */
public final class MetricsRoute {

  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final int MOST_QUEUES = 50;

  private final Supplier<PoolView> pool;
  private final Queues queues;
  private final Histogram requests;
  private final PoolTimes times;
  private final Audience audience;

  /** What is known of the streams of events, and from them. */
  public interface Audience {

    /** How many are open. */
    int viewers();

    /** How often workers of the pool have turned, as the streams were told. */
    long turns();
  }

  /**
   * The figures of these.
   *
   * @param pool as it stands
   * @param requests how long they took
   * @param times that the pool's workers take
   * @param audience of the streams
   */
  public MetricsRoute(
      Supplier<PoolView> pool,
      Queues queues,
      Histogram requests,
      PoolTimes times,
      Audience audience) {
    this.pool = pool;
    this.queues = queues;
    this.requests = requests;
    this.times = times;
    this.audience = audience;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(Route.get("/metrics", this::metrics).answering(TYPE));
  }

  private Answer metrics(Request request) {
    MetricsText text = new MetricsText();
    addPool(text, pool.get());
    text.add("tidemill_sse_clients", "gauge", "Open streams of events", audience.viewers());
    String turns = "tidemill_worker_turns_total";
    text.add(turns, "counter", "Turns of the pool's workers", audience.turns());
    text.add("tidemill_http_request_seconds", "How long requests took", requests.read());
    text.add("tidemill_job_wait_seconds", "How long due messages waited", times.waits().read());
    text.add("tidemill_job_run_seconds", "How long handling took", times.runs().read());
    String turned = "From the decision to turn a worker of this process to its looking for work";
    text.add("tidemill_switch_seconds", turned, times.turns().read());
    boolean up = true;
    try {
      List<Entry> known = queues.known();
      known.stream().limit(MOST_QUEUES).forEach(queue -> addIfOurs(text, queue));
      String untold = "tidemill_queues_left_out";
      String help = "Queues whose figures are not told here, being too many";
      text.add(untold, "gauge", help, Math.max(0, known.size() - MOST_QUEUES));
    } catch (RedisException e) {
      up = false; // the rest is told all the same
    }
    text.add("tidemill_redis_up", "gauge", "Whether Redis answers", up ? 1 : 0);
    return new Answer.Text(200, TYPE, text.toString(), Map.of());
  }

  private void addPool(MetricsText text, PoolView view) {
    String workers = "tidemill_workers";
    String help = "Workers that the plan of the pool has";
    text.add(workers, "gauge", help, view.pusherCount(), "role", "Pusher");
    text.add(workers, "gauge", help, view.pullerCount(), "role", "Puller");
    text.add("tidemill_pool_running", "gauge", "Whether the pool runs", view.running() ? 1 : 0);
    text.add(
        "tidemill_messages_pushed_total", "counter", "Messages pushed", view.totalMessageCount());
    String finished = "tidemill_jobs_finished_total";
    String told = "Messages of the pool that were handled";
    String queue = queues.own().name();
    text.add(finished, "counter", told, view.done(), "outcome", "completed", "queue", queue);
    text.add(finished, "counter", told, view.failed(), "outcome", "failed", "queue", queue);
    addSwitches(text, view);
  }

  /** They alternate: their number and the role that is active tell how many went each way. */
  private static void addSwitches(MetricsText text, PoolView view) {
    String pusher = Role.PUSHER.label();
    String puller = Role.PULLER.label();
    long all = view.roleSwitchCount();
    long toPuller = view.currentRole().equals(puller) ? all - all / 2 : all / 2;
    String name = "tidemill_role_switches_total";
    String help = "Switches of the active role";
    text.add(name, "counter", help, toPuller, "from", pusher, "to", puller);
    text.add(name, "counter", help, all - toPuller, "from", puller, "to", pusher);
  }

  /** A queue that another program made, or spoilt, keeps nobody from the figures of the others. */
  private void addIfOurs(MetricsText text, Entry entry) {
    try {
      addQueue(text, entry);
    } catch (NotForUs | CommandRejected e) {
      // Whoever asks for that queue is told why.
    }
  }

  private void addQueue(MetricsText text, Entry entry) {
    Queue queue = queues.queue(entry);
    queue.jobs().counts().forEach((state, count) -> addCount(text, entry, state, count));
    String[] labels = {"queue", entry.name(), "prefix", entry.prefix()};
    long completed = queue.figures().completed(0, 0).count();
    String name = "bullmq_job_completed_total";
    text.add(name, "counter", "Total number of completed jobs", completed, labels);
    long failed = queue.figures().failed(0, 0).count();
    text.add("bullmq_job_failed_total", "counter", "Total number of failed jobs", failed, labels);
    Traffic traffic = queues.traffic(entry);
    if (traffic != null) {
      addTraffic(text, traffic, labels);
    }
  }

  private void addTraffic(MetricsText text, Traffic traffic, String... labels) {
    String added = "tidemill_jobs_added_total";
    text.add(added, "counter", "Jobs ever added", traffic.last().added(), labels);
    String oldest = "tidemill_queue_oldest_wait_seconds";
    double waits = waits(traffic.last().oldestWaiting());
    text.add(oldest, "gauge", "How long ago the next job was added", waits, labels);
    Traffic.Rates rates = traffic.rates();
    if (rates != null) {
      String in = "tidemill_queue_in_per_second";
      String out = "tidemill_queue_out_per_second";
      text.add(in, "gauge", "Jobs added a second, lately", rates.in(), labels);
      text.add(out, "gauge", "Jobs ended a second, lately", rates.out(), labels);
    }
  }

  private static void addCount(MetricsText text, Entry entry, JobState state, long count) {
    String name = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String[] labels = {"queue", entry.name(), "state", name, "prefix", entry.prefix()};
    text.add("bullmq_job_count", "gauge", "Number of jobs in the queue by state", count, labels);
  }

  private double waits(long since) {
    return since == 0 ? 0 : Math.max(0, queues.clock().millis() - since) / 1000.0;
  }
}
