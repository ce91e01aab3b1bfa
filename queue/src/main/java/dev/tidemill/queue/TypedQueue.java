package dev.tidemill.queue;

import dev.tidemill.codec.Codec;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A {@link Queue} whose payloads are values of a type of the user's: a view, so one queue may have
 * several, for jobs of several kinds.
 *
 * <p>Queues themselves are not typed, because what is in Redis is text that any program may have
 * put there. What takes or answers text goes on being called on the {@link #queue}.
 *
 * <p><b>Threading:</b> as {@link Queue}.
 *
 * @param <T> the type of the payloads
 */
public final class TypedQueue<T> {

  private final Queue queue;
  private final Payloads<T> payloads;

  TypedQueue(Queue queue, Codec<T> codec) {
    this.queue = queue;
    this.payloads = Payloads.of(queue.options(), codec);
  }

  /** The queue under this view, which is for its owner to close. */
  public Queue queue() {
    return queue;
  }

  /**
   * As {@link Queue#add(String, String)}.
   *
   * @throws CodecFailed when the value cannot be written; nothing was added
   */
  public String add(String name, T data) {
    return add(name, data, queue.options().settings().jobDefaults());
  }

  /**
   * As {@link Queue#add(String, String, JobOptions)}.
   *
   * @throws CodecFailed when the value cannot be written; nothing was added
   */
  public String add(String name, T data, JobOptions options) {
    return queue.line().add(job(name, data, options));
  }

  /**
   * As {@link Queue#addAll(List)}, for jobs of one name with the options that most have.
   *
   * @throws CodecFailed when one of the values cannot be written; nothing was added
   */
  public List<String> addAll(String name, List<? extends T> data) {
    return queue.line().addAll(jobs(name, data));
  }

  /** As {@link Queue#addAsync(String, String)}; {@link CodecFailed} arrives in the stage too. */
  public CompletionStage<String> addAsync(String name, T data) {
    return addAsync(name, data, queue.options().settings().jobDefaults());
  }

  /** As {@link #addAsync(String, Object)}, with options. */
  public CompletionStage<String> addAsync(String name, T data, JobOptions options) {
    return queue.line().hand(() -> List.of(job(name, data, options)), List::getFirst);
  }

  private List<NewJob> jobs(String name, List<? extends T> data) {
    JobOptions options = queue.options().settings().jobDefaults();
    return data.stream().map(value -> job(name, value, options)).toList();
  }

  /** As {@link #job(String, Object, JobOptions)} with the options that most jobs have. */
  public NewJob job(String name, T data) {
    return job(name, data, queue.options().settings().jobDefaults());
  }

  /**
   * A job that can be added with others, or be part of a flow by {@link
   * dev.tidemill.job.FlowJob#of(String, NewJob)}.
   *
   * @throws CodecFailed when the value cannot be written
   */
  public NewJob job(String name, T data, JobOptions options) {
    return new NewJob(name, payloads.write(name, data), options);
  }

  /**
   * A job's payload.
   *
   * @throws CodecFailed when it is not of this type
   */
  public T data(Job job) {
    return payloads.read(job);
  }
}
