package dev.tidemill.server.cli;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.Keep;
import dev.tidemill.job.RateLimit;
import dev.tidemill.pool.handler.WorkTime;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the pool does and how.
 *
 * @param ends where messages come from and what is done with them
 * @param pace how fast it goes
 * @param crew how many workers take which turns
 * @param jobs how a message behaves once it is a job
 * @param node this process's name among the nodes of the pool
 * @param platformThreads whether workers run on platform threads instead of virtual ones
 */
public record PoolConfig(
    Ends ends, Pace pace, Crew crew, Jobs jobs, String node, boolean platformThreads) {

  /**
   * Both ends of the queue, as they were written.
   *
   * @param source where messages come from
   * @param skipBadLines whether a line that cannot be a message is counted and passed over
   * @param handler what is done with a message
   * @param fsync whether a file must be on the disk before a message counts as done
   */
  public record Ends(String source, boolean skipBadLines, String handler, boolean fsync) {}

  /**
   * How fast it goes.
   *
   * @param pushInterval the time between two messages of one pusher
   * @param limiter the most that is handled in a period by all, or null for no bound
   * @param maxBacklog how many messages may wait before pushers wait too, or 0 for no bound
   * @param work how long {@code complete} and {@code lines} pretend to work on a message
   */
  public record Pace(
      Duration pushInterval, @Nullable RateLimit limiter, long maxBacklog, WorkTime work) {}

  /**
   * How many workers take which turns.
   *
   * @param limits the most and the fewest that push and pull at once
   * @param switchEvery messages between two switches
   * @param lifo whether who came last turns first
   * @param policy how the number of both changes
   * @param targetWait how long messages may wait under {@code balance}
   */
  public record Crew(
      Limits limits, int switchEvery, boolean lifo, PolicyKind policy, Duration targetWait) {}

  /**
   * How a message behaves once it is a job.
   *
   * @param attempts how often it is tried
   * @param backoff the wait between attempts, or null for none
   * @param keep which failed ones stay to be looked at
   */
  public record Jobs(int attempts, @Nullable Backoff backoff, Keep keep) {}
}
