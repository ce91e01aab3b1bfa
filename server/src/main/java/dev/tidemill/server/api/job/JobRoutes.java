package dev.tidemill.server.api.job;

import dev.tidemill.queue.FlowProducer;
import dev.tidemill.server.api.Route;
import dev.tidemill.server.api.queue.Queues;
import java.util.List;

/** The routes of jobs. */
public final class JobRoutes {

  private static final String ALL = "/api/v1/queues/{queue}/jobs";
  private static final String ONE = ALL + "/{id}";

  private final JobListing listing;
  private final JobReading reading;
  private final JobAdding adding;
  private final JobDeeds deeds;

  /** Routes over these. */
  public JobRoutes(Queues queues, FlowProducer flows, Once once) {
    this.listing = new JobListing(queues);
    this.reading = new JobReading(queues, flows);
    this.adding = new JobAdding(queues, once);
    this.deeds = new JobDeeds(queues);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get(ALL, listing::page),
        Route.post(ALL, adding::add),
        Route.get(ONE, reading::job),
        Route.delete(ONE, deeds::remove),
        Route.get(ONE + "/data", reading::data),
        Route.get(ONE + "/logs", reading::log),
        Route.get(ONE + "/flow", reading::flow),
        Route.post(ONE + "/retry", deeds::retry),
        Route.post(ONE + "/promote", deeds::promote));
  }
}
