package dev.tidemill.server;

import dev.tidemill.queue.FlowProducer;
import dev.tidemill.queue.QueueDirectory;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.api.bulk.BulkRoutes;
import dev.tidemill.server.api.bulk.Operations;
import dev.tidemill.server.api.docs.ProblemRoutes;
import dev.tidemill.server.api.health.HealthRoutes;
import dev.tidemill.server.api.health.RedisPing;
import dev.tidemill.server.api.job.JobRoutes;
import dev.tidemill.server.api.job.Once;
import dev.tidemill.server.api.pool.OriginalRoutes;
import dev.tidemill.server.api.pool.PoolRoutes;
import dev.tidemill.server.api.queue.QueueRoutes;
import dev.tidemill.server.api.queue.Queues;
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
  static Api over(Mill mill, SseHub hub) {
    RedisUri redis = mill.redis().uri();
    String prefix = mill.queue().prefix();
    InstantSource clock = InstantSource.system();
    Queues queues = new Queues(redis, new QueueDirectory.Entry(prefix, mill.queue().name()), clock);
    RedisPing ping = new RedisPing(redis);
    Once once = new Once(redis);
    Operations operations = new Operations(clock);
    FlowProducer flows = FlowProducer.open(redis, prefix, clock);
    List<Route> routes =
        Stream.of(
                new OriginalRoutes(mill.pool()).routes(),
                new PoolRoutes(mill.pool(), hub::history).routes(),
                new QueueRoutes(queues).routes(),
                new JobRoutes(queues, flows, once, new SearchRoute(queues)).routes(),
                new BulkRoutes(queues, operations).routes(),
                new HealthRoutes(mill.pool()::view, ping).routes(),
                new ProblemRoutes().routes())
            .flatMap(List::stream)
            .toList();
    return new Api(routes, List.of(operations, queues, flows, once, ping));
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
