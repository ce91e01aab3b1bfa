package dev.tidemill.queue;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.TraceContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Adds under spans, and ties what is added to them.
 *
 * @param telemetry that is told
 */
record Tracing(Telemetry telemetry) {

  static Telemetry.Operation adding(String name, String queue, String destination) {
    return new Telemetry.Operation(Telemetry.Side.PRODUCER, name, queue, destination, null);
  }

  static void tellMany(Telemetry.Span span, List<String> names) {
    String count = Integer.toString(names.size());
    String told = String.join(",", names);
    span.tell(Map.of("bullmq.job.bulk.count", count, "bullmq.job.bulk.names", told));
  }

  <R> R under(Telemetry.Operation operation, Function<Telemetry.Span, R> work) {
    try (Telemetry.Span span = telemetry.open(operation)) {
      try {
        return work.apply(span);
      } catch (RuntimeException | Error e) {
        span.failed(e);
        throw e;
      }
    }
  }

  <R> CompletionStage<R> underAsync(
      Telemetry.Operation operation,
      Function<Telemetry.Span, CompletionStage<R>> work,
      BiConsumer<Telemetry.Span, R> teller) {
    Telemetry.Span opened = telemetry.open(operation);
    CompletionStage<R> stage = begun(work, opened);
    Telemetry.Span span = opened.detached();
    CompletableFuture<R> answer = new CompletableFuture<>();
    var unused =
        stage.whenComplete(
            (result, failure) -> {
              try (span) {
                if (failure == null) {
                  teller.accept(span, result);
                } else {
                  span.failed(failure);
                }
              } finally {
                tell(answer, result, failure);
              }
            });
    return answer;
  }

  private static <R> CompletionStage<R> begun(
      Function<Telemetry.Span, CompletionStage<R>> work, Telemetry.Span span) {
    try {
      return work.apply(span);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** The failure as it was, not wrapped as a dependent stage would have it. */
  private static <R> void tell(CompletableFuture<R> answer, R result, @Nullable Throwable failure) {
    if (failure == null) {
      answer.complete(result);
    } else {
      answer.completeExceptionally(failure);
    }
  }

  /** A text that a job of a bulk brings with it stays; one that is added alone gets a new one. */
  static JobOptions tied(JobOptions options, @Nullable String metadata, boolean alone) {
    TraceContext own = options.trace();
    boolean omit = own != null && own.omit();
    boolean stays = own != null && own.metadata() != null && !alone;
    return metadata == null || omit || stays
        ? options
        : options.toBuilder().trace(new TraceContext(metadata, false)).build();
  }
}
