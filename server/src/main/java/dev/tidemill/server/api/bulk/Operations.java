package dev.tidemill.server.api.bulk;

import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.queue.QueueException;
import dev.tidemill.redis.RedisException;
import dev.tidemill.server.api.Deeds;
import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The operations of this server: those that go on, and the last that are over.
 *
 * <p><b>Threading:</b> any thread; each operation has one of its own.
 */
public final class Operations implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Operations.class.getName());
  private static final int MOST_AT_ONCE = 4;
  private static final int MOST_KEPT = 100;

  private final InstantSource clock;
  private final Deeds deeds;
  private final Room room = new Room();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Operation> all = new LinkedHashMap<>(); // under lock

  /**
   * None yet.
   *
   * @param deeds each of them is one, counted before it is told to be over
   */
  public Operations(InstantSource clock, Deeds deeds) {
    this.clock = clock;
    this.deeds = deeds;
  }

  /**
   * Begins one.
   *
   * @throws Refused when as many go on as may
   */
  Operation begin(String action, Entry queue, Consumer<Operation> work) {
    lock.lock();
    try {
      if (all.values().stream().filter(one -> !one.isOver()).count() >= MOST_AT_ONCE) {
        throw new Refused(
            ProblemCode.TOO_MANY_REQUESTS, MOST_AT_ONCE + " operations go on at the moment.");
      }
      forgetEldest();
      byte[] chance = new byte[6];
      ThreadLocalRandom.current().nextBytes(chance);
      String id = HexFormat.of().formatHex(chance);
      Operation operation = new Operation(id, action, queue, clock, room);
      Thread.ofPlatform()
          .daemon()
          .name("tidemill-operation-" + operation.id())
          .start(() -> run(operation, work));
      all.put(operation.id(), operation); // not before: there may be no thread for it
      return operation;
    } finally {
      lock.unlock();
    }
  }

  private void forgetEldest() {
    if (all.size() >= MOST_KEPT) {
      all.values().stream()
          .filter(Operation::isOver)
          .findFirst()
          .ifPresent(eldest -> all.remove(eldest.id()));
    }
  }

  private void run(Operation operation, Consumer<Operation> work) {
    try {
      carryOut(operation, work);
      operation.end(Operation.Phase.DONE, "", clock);
    } catch (Operation.Cancelled e) {
      operation.end(Operation.Phase.CANCELLED, "", clock);
    } catch (RedisException | QueueException | Refused e) {
      operation.end(Operation.Phase.FAILED, String.valueOf(e.getMessage()), clock);
    } catch (RuntimeException | Error e) { // whatever it was, its place is free again
      operation.end(
          Operation.Phase.FAILED, "The server made a mistake; its log says which.", clock);
      LOG.log(Level.ERROR, "Operation " + operation.id() + " failed", e);
    }
  }

  private void carryOut(Operation operation, Consumer<Operation> work) {
    try {
      work.accept(operation);
    } finally {
      deeds.count();
    }
  }

  /** What the finds of all of them take from. */
  Room room() {
    return room;
  }

  @Nullable Operation find(String id) {
    lock.lock();
    try {
      return all.get(id);
    } finally {
      lock.unlock();
    }
  }

  /** Newest first. */
  List<Operation> newestFirst() {
    lock.lock();
    try {
      return List.copyOf(all.values()).reversed();
    } finally {
      lock.unlock();
    }
  }

  /** Ends those that go on. */
  @Override
  public void close() {
    newestFirst().forEach(Operation::cancel);
  }
}
