package dev.tidemill.server.api.job;

import dev.tidemill.queue.FlowProducer;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Request;
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
  private final FlowAdding flowAdding;
  private final JobDeeds deeds;
  private final Route.Handler search;

  /**
   * Routes over these.
   *
   * @param search answers a list that is to be searched
   */
  public JobRoutes(Queues queues, FlowProducer flows, Once once, Route.Handler search) {
    this.listing = new JobListing(queues);
    this.reading = new JobReading(queues, flows);
    this.adding = new JobAdding(queues, once);
    this.flowAdding = new FlowAdding(queues, flows, once);
    this.deeds = new JobDeeds(queues);
    this.search = search;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get(ALL, this::list),
        Route.post(ALL, adding::add),
        Route.post("/api/v1/flows", flowAdding::add),
        Route.get(ONE, reading::job),
        Route.delete(ONE, deeds::remove),
        Route.get(ONE + "/data", reading::data),
        Route.get(ONE + "/logs", reading::log),
        Route.get(ONE + "/flow", reading::flow),
        Route.post(ONE + "/retry", deeds::retry),
        Route.post(ONE + "/promote", deeds::promote));
  }

  private Answer list(Request request) {
    boolean all = request.parameter("q", "").isBlank();
    return all ? listing.page(request) : search.answer(request);
  }
}
