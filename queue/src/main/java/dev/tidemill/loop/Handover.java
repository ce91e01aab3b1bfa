package dev.tidemill.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Inputs that were handed over to a {@link Batcher} together by somebody who does not wait.
 *
 * <p><b>Threading:</b> told of the results by whoever leads, two leaders at a time.
 */
final class Handover<I, O, R> {

  private final CompletableFuture<R> answer = new CompletableFuture<>();
  private final List<@Nullable O> outputs; // each written once, published by left
  private final AtomicInteger left;
  private final Function<List<O>, R> reader;
  private volatile @Nullable Throwable failure;

  Handover(int size, Function<List<O>, R> reader) {
    this.outputs = new ArrayList<@Nullable O>(Collections.<@Nullable O>nCopies(size, null));
    this.left = new AtomicInteger(size);
    this.reader = reader;
  }

  CompletableFuture<R> answer() {
    return answer;
  }

  List<Ticket<I, O>> tickets(List<I> inputs, Runnable lead, Executor leaders) {
    List<Ticket<I, O>> tickets = new ArrayList<>(inputs.size());
    for (int n = 0; n < inputs.size(); n++) {
      int place = n;
      tickets.add(
          new Share<>(
              inputs.get(n),
              () -> leaders.execute(lead),
              (result, thrown) -> served(place, result, thrown)));
    }
    return tickets;
  }

  private void served(int place, @Nullable O result, @Nullable Throwable thrown) {
    outputs.set(place, result);
    if (thrown != null) {
      failure = thrown;
    }
    if (left.decrementAndGet() == 0) {
      // Whoever waits for the answer may do anything, also block: not on the thread that leads.
      Thread.startVirtualThread(this::tell);
    }
  }

  @SuppressWarnings("NullAway") // an output that is null is what the batch answered
  private void tell() {
    Throwable thrown = failure;
    if (thrown != null) {
      answer.completeExceptionally(thrown);
      return;
    }
    try {
      answer.complete(reader.apply(outputs));
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  /** What is told a result, or what was thrown instead. */
  interface Served<O> {
    void by(@Nullable O result, @Nullable Throwable thrown);
  }

  /** One of the inputs. */
  record Share<I, O>(I input, Runnable leading, Served<O> served) implements Ticket<I, O> {

    @Override
    public void lead() {
      leading.run();
    }

    @Override
    public void finish(@Nullable O result, @Nullable Throwable thrown) {
      served.by(result, thrown);
    }
  }
}
