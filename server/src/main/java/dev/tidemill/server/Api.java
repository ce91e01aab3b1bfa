package dev.tidemill.server;

import dev.tidemill.queue.FlowProducer;
import dev.tidemill.queue.QueueDirectory;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.api.bulk.BulkRoutes;
import dev.tidemill.server.api.bulk.Operations;
import dev.tidemill.server.api.demo.FaultRoutes;
import dev.tidemill.server.api.demo.Faults;
import dev.tidemill.server.api.docs.DocsRoutes;
import dev.tidemill.server.api.docs.ProblemRoutes;
import dev.tidemill.server.api.health.AboutRoute;
import dev.tidemill.server.api.health.HealthRoutes;
import dev.tidemill.server.api.health.Histogram;
import dev.tidemill.server.api.health.MetricsRoute;
import dev.tidemill.server.api.health.RedisPing;
import dev.tidemill.server.api.job.JobRoutes;
import dev.tidemill.server.api.job.Once;
import dev.tidemill.server.api.pool.OriginalRoutes;
import dev.tidemill.server.api.pool.PoolRoutes;
import dev.tidemill.server.api.queue.QueueRoutes;
import dev.tidemill.server.api.queue.Queues;
import dev.tidemill.server.api.redis.RedisRoutes;
import dev.tidemill.server.api.scheduler.SchedulerRoutes;
import dev.tidemill.server.api.search.SearchRoute;
import dev.tidemill.server.sse.SseHub;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * All routes in one table, and what they hold open.
 *
 * @param routes each path with its method once
 * @param held what they ask, closed with them
 */
record Api(List<Route> routes, List<AutoCloseable> held) implements AutoCloseable {

  /** The routes to a pool and to all queues beside it. */
  static Api over(Mill mill, SseHub hub, boolean readOnly) {
    RedisUri redis = mill.redis().uri();
    String prefix = mill.queue().prefix();
    InstantSource clock = InstantSource.system();
    Queues queues = new Queues(redis, new QueueDirectory.Entry(prefix, mill.queue().name()), clock);
    RedisPing ping = new RedisPing(redis);
    Once once = new Once(redis);
    RedisRoutes keys = new RedisRoutes(redis, queues);
    Histogram requests = new Histogram();
    Operations operations = new Operations(clock);
    FlowProducer flows = FlowProducer.open(redis, prefix, clock);
    List<Route> routes =
        Stream.of(
                new OriginalRoutes(mill.pool()).routes(),
                new PoolRoutes(mill.pool(), hub::history).routes(),
                new QueueRoutes(queues).routes(),
                new JobRoutes(queues, flows, once, new SearchRoute(queues)).routes(),
                new BulkRoutes(queues, operations).routes(),
                new SchedulerRoutes(queues).routes(),
                keys.routes(),
                about(mill, readOnly),
                new HealthRoutes(mill.pool()::view, ping).routes(),
                new MetricsRoute(mill.pool()::view, queues, requests, mill.times(), hub::viewers)
                    .routes(),
                new ProblemRoutes().routes(),
                new DocsRoutes().routes())
            .flatMap(List::stream)
            .map(route -> timed(route, requests))
            .toList();
    return new Api(routes, List.of(operations, keys, queues, flows, once, ping));
  }

  private static List<Route> about(Mill mill, boolean readOnly) {
    String node = mill.pool().options().node();
    boolean demo = mill.faults() != null;
    AboutRoute about = new AboutRoute(Version.current().number(), node, readOnly, demo);
    return Stream.concat(about.routes().stream(), faults(mill).stream()).toList();
  }

  private static List<Route> faults(Mill mill) {
    Faults faults = mill.faults();
    return faults == null
        ? List.of()
        : new FaultRoutes(mill.pool(), faults, new RedisFaults(mill.redis())).routes();
  }

  private static Route timed(Route route, Histogram requests) {
    return new Route(
        route.method(),
        route.path(),
        request -> {
          long began = System.nanoTime();
          try {
            return route.handler().answer(request);
          } finally {
            requests.record(System.nanoTime() - began);
          }
        });
  }

  @Override
  public void close() {
    for (AutoCloseable one : held) {
      close(one);
    }
  }

  private static void close(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      throw new IllegalStateException("closing the routes failed", e);
    }
  }
}
