package dev.tidemill.pool.store;

import dev.tidemill.loop.Patience;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.SharedConnection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which process is the node of that name: two would refuse each other's messages. Told in Redis and
 * told again while it runs; who is silent holds the name no longer.
 *
 * <p><b>Threading:</b> any thread.
 *
 * @param connection may be shared
 * @param key where it is told
 * @param node this process's name, the same after a restart
 * @param pid of this process
 * @param life a word that no other process has: in containers many have the same pid
 */
public record Holder(SharedConnection connection, String key, String node, long pid, String life) {

  /** So long after its last word a process is taken for dead by those who cannot look. */
  public static final Duration SILENCE = Duration.ofSeconds(10);

  /**
   * Takes it, or keeps it; from a process that is seen to be dead at once.
   *
   * @return who else holds it, in words, or null when we do
   * @throws dev.tidemill.redis.RedisException when Redis does not answer
   */
  public @Nullable String hold() {
    String other = tell(SILENCE, "");
    if (!other.isEmpty() && isDeadPredecessor(other)) {
      other = tell(SILENCE, other);
    }
    return other.isEmpty() ? null : other;
  }

  /**
   * As {@link #hold}, for a start. Another process with the pid of this one may be the one before
   * it in a container that was started again, or may live in another container: it is waited for
   * until it is silent.
   */
  public @Nullable String take() {
    String other = hold();
    Patience patience = new Patience();
    long end = System.nanoTime() + SILENCE.plusSeconds(1).toNanos();
    while (other != null && hasOurPid(other) && System.nanoTime() < end) {
      patience.pause();
      other = hold();
    }
    return other;
  }

  private boolean hasOurPid(String other) {
    return other.startsWith("process " + pid + " of ");
  }

  /** Gives it up, unless somebody else has it. */
  public void release() {
    tell(Duration.ZERO, "");
  }

  private String tell(Duration time, String dead) {
    Arguments arguments = new Arguments().add(us()).add(time.toMillis()).add(dead);
    return connection.run(StoreScript.HOLD_NODE, List.of(key), arguments).text();
  }

  private String us() {
    return "process " + pid + " of " + node + " #" + life;
  }

  /** Only processes of this machine can be looked for, and those go by its name. */
  private boolean isDeadPredecessor(String other) {
    String[] words = other.split(" ", -1);
    if (words.length < 4 || !words[1].matches("\\d{1,18}") || !isOfThisMachine(words[3])) {
      return false;
    }
    return ProcessHandle.of(Long.parseLong(words[1])).filter(ProcessHandle::isAlive).isEmpty();
  }

  private boolean isOfThisMachine(String name) {
    return name.equals(node) || name.startsWith(node + "-") || node.startsWith(name + "-");
  }
}
