package dev.tidemill.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: calls that arrive while one is under way make up the next one.
 *
 * <p>It has no thread of its own. The caller that finds the line free sends what has gathered and
 * hands the line on, so a lone caller pays one round trip and nobody waits for a timer. Who does
 * not wait for a result names an executor that sends in its place.
 *
 * <p><b>Threading:</b> any number of threads; one call of {@code send} at a time; the order of
 * {@link #submit} and {@link #handOver} is the order inside and across the batches.
 */
public final class Batcher<I, O> {

  private final Function<List<I>, List<O>> send;
  private final int most;
  private final ToLongFunction<I> weight;
  private final long heaviest;
  private final ReentrantLock lock = new ReentrantLock();
  private List<Ticket<I, O>> waiting = new ArrayList<>(); // guarded by lock
  private boolean busy; // guarded by lock

  /**
   * @param send carries out a batch and answers as many results in the same order; what it throws
   *     reaches every caller of that batch
   * @param most how many a batch may hold
   */
  public Batcher(Function<List<I>, List<O>> send, int most) {
    this(send, most, input -> 0, Long.MAX_VALUE);
  }

  /**
   * As the other, with a bound on what the inputs of a batch weigh together; one that is heavier
   * alone goes alone.
   */
  public Batcher(
      Function<List<I>, List<O>> send, int most, ToLongFunction<I> weight, long heaviest) {
    this.send = send;
    this.most = most;
    this.weight = weight;
    this.heaviest = heaviest;
  }

  /** Has the input carried out, alone or with others, and waits for its result. */
  public O submit(I input) {
    return submitted(new Caller<>(input, null));
  }

  /**
   * As the other for a caller that must not send by itself: what it sends over would be cut off for
   * all of a batch when it is interrupted.
   *
   * @param leaders runs what sends a batch in its place; must not be the thread that it is called
   *     on
   */
  public O submit(I input, Executor leaders) {
    return submitted(new Caller<>(input, () -> leaders.execute(this::lead)));
  }

  private O submitted(Caller<I, O> own) {
    boolean leads;
    lock.lock();
    try {
      waiting.add(own);
      leads = !busy;
      busy = true;
    } finally {
      lock.unlock();
    }
    if (leads) {
      own.lead();
    }
    if (own.awaitTurn()) {
      lead();
    }
    return own.result();
  }

  /**
   * Has the inputs carried out as if they were submitted one after the other, and waits for
   * nothing.
   *
   * @param reader makes the answer of the results once all are there; what it throws is the answer
   * @param leaders runs what sends a batch; must not be the thread that it is called on
   * @return fails with what the last batch that failed threw; completed on a virtual thread
   */
  public <R> CompletableFuture<R> handOver(
      List<I> inputs, Function<List<O>, R> reader, Executor leaders) {
    if (inputs.isEmpty()) {
      return CompletableFuture.completedFuture(reader.apply(List.of()));
    }
    Handover<I, O, R> handover = new Handover<>(inputs.size(), reader);
    List<Ticket<I, O>> tickets = handover.tickets(inputs, this::lead, leaders);
    boolean leads;
    lock.lock();
    try {
      waiting.addAll(tickets);
      leads = !busy;
      busy = true;
    } finally {
      lock.unlock();
    }
    if (leads) {
      tickets.getFirst().lead();
    }
    return handover.answer();
  }

  /**
   * Sends one batch, which has our own ticket at its head, then makes the next in line the leader.
   */
  private void lead() {
    List<Ticket<I, O>> batch = take();
    List<I> inputs = new ArrayList<>(batch.size());
    for (Ticket<I, O> ticket : batch) {
      inputs.add(ticket.input());
    }
    List<O> outputs = null;
    Throwable failure = null;
    try {
      outputs = send.apply(inputs);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    handOn();
    for (int n = 0; n < batch.size(); n++) {
      batch.get(n).finish(outputs == null ? null : outputs.get(n), failure);
    }
  }

  private List<Ticket<I, O>> take() {
    lock.lock();
    try {
      List<Ticket<I, O>> batch = waiting;
      int size = portion(batch);
      waiting = new ArrayList<>(batch.subList(size, batch.size()));
      return size == batch.size() ? batch : batch.subList(0, size);
    } finally {
      lock.unlock();
    }
  }

  private int portion(List<Ticket<I, O>> tickets) {
    int most = Math.min(tickets.size(), this.most);
    long total = weight.applyAsLong(tickets.getFirst().input());
    for (int n = 1; n < most; n++) {
      total += weight.applyAsLong(tickets.get(n).input());
      if (total > heaviest) {
        return n;
      }
    }
    return most;
  }

  private void handOn() {
    @Nullable Ticket<I, O> next;
    lock.lock();
    try {
      next = waiting.isEmpty() ? null : waiting.getFirst();
      busy = next != null;
    } finally {
      lock.unlock();
    }
    if (next != null) {
      next.lead();
    }
  }
}
