package dev.tidemill.server;

import dev.tidemill.queue.FlowProducer;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.server.api.Polled;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.api.bulk.BulkRoutes;
import dev.tidemill.server.api.bulk.Operations;
import dev.tidemill.server.api.demo.FaultRoutes;
import dev.tidemill.server.api.demo.Faults;
import dev.tidemill.server.api.docs.DocsRoutes;
import dev.tidemill.server.api.docs.ProblemRoutes;
import dev.tidemill.server.api.health.AboutRoute;
import dev.tidemill.server.api.health.ConfigRoute;
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
import dev.tidemill.server.cli.Explained;
import dev.tidemill.server.cli.config.Setting;
import dev.tidemill.server.sse.SseHub;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * All routes in one table, and what they hold open.
 *
 * @param routes each path with its method once
 * @param held what they ask, closed with them
 */
record Api(List<Route> routes, List<AutoCloseable> held) implements AutoCloseable {

  /** The routes to a pool and to all queues beside it. */
  static Api over(Mill mill, SseHub hub, boolean readOnly, Explained settings) {
    RedisUri redis = mill.redis().uri();
    Entry own = new Entry(mill.queue().prefix(), mill.queue().name());
    Queues queues = new Queues(redis, own, true, InstantSource.system());
    RedisPing ping = new RedisPing(redis);
    Histogram requests = new Histogram();
    Polled polled = new Polled(queues.deeds());
    Api beside = of(redis, own, queues);
    List<Route> routes =
        Stream.of(
                new OriginalRoutes(mill.pool()).routes(),
                new PoolRoutes(mill.pool(), hub::history).routes(),
                beside.routes(),
                about(mill, readOnly),
                new ConfigRoute(lines(settings)).routes(),
                new HealthRoutes(mill.pool()::view, ping, hub::silence).routes(),
                new MetricsRoute(mill.pool()::view, queues, requests, mill.times(), audience(hub))
                    .routes(),
                new ProblemRoutes().routes(),
                new DocsRoutes().routes())
            .flatMap(List::stream)
            .map(queues.deeds()::counted)
            .map(polled::shared)
            .map(route -> timed(route, requests))
            .toList();
    List<AutoCloseable> held = new ArrayList<>(beside.held());
    held.add(ping);
    return new Api(routes, held);
  }

  private static MetricsRoute.Audience audience(SseHub hub) {
    return new MetricsRoute.Audience() {
      @Override
      public int viewers() {
        return hub.viewers();
      }

      @Override
      public long turns() {
        return hub.turns();
      }
    };
  }

  private static List<Route> about(Mill mill, boolean readOnly) {
    String node = mill.pool().options().node();
    boolean demo = mill.faults() != null;
    AboutRoute about = new AboutRoute(Version.current().number(), node, readOnly, demo);
    return Stream.concat(about.routes().stream(), faults(mill).stream()).toList();
  }

  private static List<ConfigRoute.Line> lines(Explained explained) {
    return explained.settings().entrySet().stream()
        .map(one -> line(one.getKey(), one.getValue()))
        .toList();
  }

  private static ConfigRoute.Line line(String key, Setting setting) {
    String kind = setting.kind().name().toLowerCase(Locale.ROOT);
    return new ConfigRoute.Line(key, setting.value(), kind, setting.source());
  }

  private static List<Route> faults(Mill mill) {
    Faults faults = mill.faults();
    return faults == null
        ? List.of()
        : new FaultRoutes(mill.pool(), faults, new RedisFaults(mill.redis())).routes();
  }

  /** The routes to all queues of a Redis, for want of a pool. */
  static Api over(RedisUri redis, Entry own) {
    Queues queues = new Queues(redis, own, false, InstantSource.system());
    Api api = of(redis, own, queues);
    return new Api(api.routes().stream().map(queues.deeds()::counted).toList(), api.held());
  }

  private static Api of(RedisUri redis, Entry own, Queues queues) {
    Once once = new Once(redis);
    RedisRoutes keys = new RedisRoutes(redis, queues);
    Operations operations = new Operations(queues.clock(), queues.deeds());
    FlowProducer flows = FlowProducer.open(redis, own.prefix(), queues.clock(), Queues.PATIENCE);
    List<Route> routes =
        Stream.of(
                new QueueRoutes(queues).routes(),
                new JobRoutes(queues, flows, once, new SearchRoute(queues)).routes(),
                new BulkRoutes(queues, operations).routes(),
                new SchedulerRoutes(queues).routes(),
                keys.routes())
            .flatMap(List::stream)
            .toList();
    return new Api(routes, List.of(operations, keys, queues, flows, once));
  }

  private static Route timed(Route route, Histogram requests) {
    return route.with(
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
