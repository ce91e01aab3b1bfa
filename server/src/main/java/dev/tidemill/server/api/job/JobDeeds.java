package dev.tidemill.server.api.job;

import dev.tidemill.job.JobState;
import dev.tidemill.job.RetryOptions;
import dev.tidemill.queue.JobHandle;
import dev.tidemill.queue.JobNotInState;
import dev.tidemill.queue.Queue;
import dev.tidemill.server.api.Answer;
import dev.tidemill.server.api.Body;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import dev.tidemill.server.api.queue.Queues;

/** What is done to one job. */
final class JobDeeds {

  private final Queues queues;

  JobDeeds(Queues queues) {
    this.queues = queues;
  }

  /** In line again, whether it has failed or completed. */
  Answer retry(Request request) {
    Body body = Body.of(request).only("forgetAttempts");
    Queue queue = queues.queue(request);
    JobHandle job = queue.handle(request.place("id"));
    JobState state = job.state();
    if (state == JobState.UNKNOWN && job.job() == null) {
      throw JobReading.missing(request);
    }
    if (state != JobState.FAILED && state != JobState.COMPLETED) {
      throw conflict(job, state, "only one that has failed or completed is tried again");
    }
    RetryOptions options = new RetryOptions(state, false, false);
    job.retry(body.flag("forgetAttempts") ? options.forgetAttempts() : options);
    return standing(job);
  }

  /** In line now, whatever its delay. */
  Answer promote(Request request) {
    Body.of(request).only();
    JobHandle job = queues.queue(request).handle(request.place("id"));
    try {
      job.promote();
    } catch (JobNotInState e) {
      throw conflict(job, job.state(), "only a delayed one is put in line at once");
    }
    return standing(job);
  }

  private static Refused conflict(JobHandle job, JobState state, String rule) {
    return new Refused(
        ProblemCode.STATE_CONFLICT,
        "Job '%s' is %s; %s.".formatted(job.id(), States.name(state), rule));
  }

  private static Answer standing(JobHandle job) {
    return Answer.json(Json.object().put("id", job.id()).put("state", States.name(job.state())));
  }

  Answer remove(Request request) {
    JobHandle job = queues.queue(request).handle(request.place("id"));
    boolean removed = request.flag("keepChildren") ? job.removeAlone() : job.remove();
    if (!removed) {
      throw JobReading.missing(request);
    }
    return Answer.json(Json.object().put("id", job.id()).put("removed", true));
  }
}
