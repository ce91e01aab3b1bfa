package dev.tidemill.telemetry;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.event.WorkerListener;
import dev.tidemill.job.Job;
import dev.tidemill.queue.QueueOptions;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.time.InstantSource;

/**
 * Metrics of OpenTelemetry about the jobs that a worker handles: how many completed, failed and
 * were retried, and how long each took in milliseconds. A listener to be given to the worker.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Figures implements WorkerListener {

  private static final AttributeKey<String> QUEUE = AttributeKey.stringKey("bullmq.queue.name");
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("bullmq.job.name");

  private final String queue;
  private final InstantSource clock;
  private final LongCounter completed;
  private final LongCounter failed;
  private final LongCounter retried;
  private final LongHistogram duration;

  private Figures(OpenTelemetry telemetry, String queue, InstantSource clock) {
    Meter meter = telemetry.getMeter("dev.tidemill");
    this.queue = queue;
    this.clock = clock;
    completed = meter.counterBuilder("bullmq.jobs.completed").setUnit("{jobs}").build();
    failed = meter.counterBuilder("bullmq.jobs.failed").setUnit("{jobs}").build();
    retried = meter.counterBuilder("bullmq.jobs.retried").setUnit("{jobs}").build();
    duration = meter.histogramBuilder("bullmq.job.duration").ofLongs().setUnit("ms").build();
  }

  /** Figures of a worker of that queue. */
  public static WorkerListener of(OpenTelemetry telemetry, QueueOptions queue) {
    return new Figures(telemetry, queue.name(), InstantSource.system());
  }

  @Override
  public void on(WorkerEvent event) {
    if (event instanceof WorkerEvent.Completed done) {
      count(completed, done.job());
    } else if (event instanceof WorkerEvent.Failed bad) {
      count(failed, bad.job());
    } else if (event instanceof WorkerEvent.Retrying again) {
      count(retried, again.job());
    }
  }

  private void count(LongCounter counter, Job job) {
    Attributes attributes = Attributes.of(QUEUE, queue, NAME, job.name());
    counter.add(1, attributes);
    duration.record(Math.max(0, clock.millis() - job.processedOn()), attributes);
  }
}
