package dev.tidemill.queue;

import dev.tidemill.event.JobEnding;
import dev.tidemill.event.QueueEventListener;
import dev.tidemill.job.TimeBound;
import dev.tidemill.redis.Greeting;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.stream.Endings;
import dev.tidemill.stream.EventListeners;
import dev.tidemill.stream.EventReader;
import dev.tidemill.wire.FindEnding;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Hears all that happens in a queue, whoever does it, on one connection.
 *
 * <p><b>Threading:</b> any thread; listeners are called on one of its own, in the stream's order.
 *
 * <p><b>Delivery:</b> each event once, over lost connections too. Events that were trimmed from the
 * stream before they were read are lost: a queue keeps the newest 10,000 or so. {@link #position}
 * lets another reader go on later.
 */
public final class QueueEvents implements AutoCloseable {

  private final QueueKeys keys;
  private final EventListeners listeners = new EventListeners();
  private final Endings endings = new Endings();
  private final EventReader reader;
  private final SharedConnection asking;
  private volatile boolean closed;

  private QueueEvents(QueueEventsOptions options) {
    QueueOptions queue = options.queue();
    this.keys = new QueueKeys(queue.prefix(), queue.name());
    Greeting opening = Opening.looking(queue);
    this.reader =
        new EventReader(
            new RedisConnection(queue.redis(), keys.eventsClientName(), opening),
            keys,
            options.after(),
            options.block(),
            listeners);
    this.asking = new SharedConnection(queue.redis(), "", opening);
    listeners.add(endings);
  }

  /** Those that happen from the start on; does not listen yet and holds no connection. */
  public static QueueEvents of(QueueOptions queue) {
    return of(QueueEventsOptions.of(queue));
  }

  /** As {@link #of(QueueOptions)} from where the options say. */
  public static QueueEvents of(QueueEventsOptions options) {
    return new QueueEvents(options);
  }

  /** Has a listener told from now on. */
  public QueueEvents listener(QueueEventListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Has a listener told no more. */
  public QueueEvents removeListener(QueueEventListener listener) {
    listeners.remove(listener);
    return this;
  }

  /** Begins to listen; does nothing when it listens or has been closed. */
  public QueueEvents start() {
    reader.start();
    return this;
  }

  /**
   * Is done once every event that follows is sure to be heard; cancelled when closed before. Fails
   * with {@link dev.tidemill.redis.NotForUs} when the queue is not one for us.
   *
   * <p>What is added after that tells all its events here, what was added before perhaps not.
   */
  public CompletionStage<Void> listening() {
    return reader.listening();
  }

  /**
   * The id of the last event that the listeners have been told: {@link QueueEventsOptions#after}
   * takes it. It is {@code $} before listening has begun.
   */
  public String position() {
    return reader.last();
  }

  /**
   * Waits until a job has ended, also when it had ended before.
   *
   * @throws StillOpen when it has not by then
   * @throws dev.tidemill.redis.RedisException when the job cannot be looked up
   * @throws CancellationException when these events are closed meanwhile, or the waiting thread is
   *     interrupted, which stays set
   */
  public JobEnding awaitFinished(String jobId, Duration atMost) {
    CompletableFuture<JobEnding> answer = whenFinished(jobId).toCompletableFuture();
    try {
      return answer.get(TimeBound.atMost(atMost).toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new StillOpen(
          "Job %s of %s has not ended within %s: wait longer, or look at its state"
              .formatted(jobId, keys.called(), atMost));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while job " + jobId + " was awaited");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    } finally {
      answer.cancel(false);
    }
  }

  /**
   * As {@link #awaitFinished} without a thread that waits; begins to listen if it does not yet.
   *
   * <p><b>Threading:</b> the stage may be completed on the thread that reads the events: what
   * blocks belongs into an action that has a thread of its own, as {@code thenApplyAsync} gives it.
   *
   * @return cancelled when these events are closed before; cancel it to wait no more
   */
  public CompletionStage<JobEnding> whenFinished(String jobId) {
    CompletableFuture<JobEnding> answer = endings.await(jobId);
    if (closed) {
      answer.cancel(false);
      return answer;
    }
    start();
    // It may have ended before anybody listened: look once every later event is sure to be heard.
    var unused =
        reader
            .listening()
            .thenAcceptAsync(ready -> look(jobId, answer), Thread::startVirtualThread)
            .exceptionally(
                failure -> {
                  answer.completeExceptionally(failure);
                  return null;
                });
    return answer;
  }

  private void look(String jobId, CompletableFuture<JobEnding> answer) {
    if (answer.isDone()) {
      return;
    }
    try {
      @Nullable JobEnding ending =
          ScriptRunner.run(new FindEnding(keys, List.of(jobId)), asking).getFirst();
      if (ending != null) {
        answer.complete(ending);
      }
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  /** Listens no more; those who wait for a job are told that nobody will. */
  @Override
  public void close() {
    closed = true;
    reader.close();
    endings.close();
    asking.close();
  }
}
