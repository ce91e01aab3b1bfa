package dev.tidemill.server.bench;

import dev.tidemill.job.Job;
import dev.tidemill.pool.source.Message;
import dev.tidemill.pool.source.Source;
import dev.tidemill.pool.state.Role;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Source and handler of a pool that see its workers turn: a worker is a thread, and its first act
 * in the new role ends the turn that began when the deciding message was taken.
 *
 * <p><b>Threading:</b> called on every worker's own thread.
 */
final class TurnWatch implements Source {

  private static final Message MESSAGE = Message.of("{\"content\":\"Message from Pusher\"}");

  private final int messages;
  private final int decidesEvery;
  private final AtomicInteger taken = new AtomicInteger();
  private final Map<Thread, Role> roles = new ConcurrentHashMap<>();
  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
  private volatile long decided = System.nanoTime();

  /**
   * @param messages how many there are
   * @param decidesEvery how many make a step of the plan
   */
  TurnWatch(int messages, int decidesEvery) {
    this.messages = messages;
    this.decidesEvery = decidesEvery;
  }

  @Override
  public @Nullable Message next() {
    int number = taken.incrementAndGet();
    if (number > messages) {
      return null;
    }
    acts(Role.PUSHER);
    if (number % decidesEvery == 0) {
      decided = System.nanoTime();
    }
    return MESSAGE;
  }

  /** As a handler of the pool. */
  String handle(Job job) {
    acts(Role.PULLER);
    return "null";
  }

  private void acts(Role role) {
    Role before = roles.put(Thread.currentThread(), role);
    // Once the source has ended pushers help to pull, which is no turn.
    if (before != null && before != role && taken.get() < messages) {
      nanos.add(System.nanoTime() - decided);
    }
  }

  /** How long each turn took, in nanoseconds. */
  long[] took() {
    return nanos.stream().mapToLong(Long::longValue).toArray();
  }
}
