package dev.tidemill.queue;

import dev.tidemill.codec.Codec;
import dev.tidemill.job.JobContext;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.UnrecoverableException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a job whose payload and result are values of types of the user's.
 *
 * <p><b>Threading:</b> as {@link JobHandler}.
 *
 * @param <T> the type of the payload
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface TypedHandler<T, R> {

  /**
   * Handles one job.
   *
   * @param data the payload as it was when the job was claimed
   * @return the result; null for nothing
   * @throws dev.tidemill.job.StepException as {@link JobHandler#handle}
   * @throws Exception when the attempt failed
   */
  @Nullable R handle(T data, JobContext job) throws Exception;

  /**
   * A typed handler as one of JSON text, for all that takes such.
   *
   * <p>A job whose payload cannot be read fails for good without being handled; one whose result
   * cannot be written fails for good too, as it has done its work. The reasons name queue, job and
   * type.
   */
  static <T, R> JobHandler of(
      QueueOptions queue, Codec<T> payload, Codec<R> result, TypedHandler<T, R> handler) {
    Payloads<T> payloads = Payloads.of(queue, payload);
    Payloads<R> results = Payloads.of(queue, result);
    return context -> {
      T data = lasting(() -> payloads.read(context.job()));
      @Nullable R value = handler.handle(data, context);
      return lasting(() -> results.result(context.job(), value));
    };
  }

  /** What a codec cannot do, it cannot do at the next attempt either. */
  private static <V> V lasting(Supplier<V> step) {
    try {
      return step.get();
    } catch (CodecFailed e) {
      throw new UnrecoverableException(String.valueOf(e.getMessage()), e);
    }
  }
}
