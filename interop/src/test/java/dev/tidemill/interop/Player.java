package dev.tidemill.interop;

import dev.tidemill.job.NewJob;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who carries out single steps on a queue, one at a time and under a clock that the test
 * sets: BullMQ under Node.js, or Tidemill.
 *
 * <p>Every answer is text, so that the answers of two players can be compared.
 */
interface Player extends AutoCloseable {

  /** How this player works: what BullMQ calls the options of a worker. */
  record Terms(
      String worker, Duration lock, int limitMax, Duration limitPer, int maxStalled, int metrics) {
    static Terms plain() {
      return new Terms("", Duration.ofSeconds(30), 0, Duration.ZERO, 1, 0);
    }

    Terms limitedTo(int max, Duration per) {
      return new Terms(worker, lock, max, per, maxStalled, metrics);
    }

    Terms stalledUpTo(int times) {
      return new Terms(worker, lock, limitMax, limitPer, times, metrics);
    }

    Terms counting(int minutes) {
      return new Terms(worker, lock, limitMax, limitPer, maxStalled, minutes);
    }

    Terms named(String name) {
      return new Terms(name, lock, limitMax, limitPer, maxStalled, metrics);
    }
  }

  /** Sets the clock, in Unix milliseconds. */
  void now(long millis);

  /** Adds jobs in one call; answers their ids. */
  String add(List<NewJob> jobs);

  /** Takes the next job under a token; answers its id, or why there is none. */
  String claim(String token);

  /** Ends the job under the token well, and takes the next one under {@code next} unless null. */
  String complete(String token, String value, @Nullable String next);

  /** Ends the job under the token badly, and takes the next one under {@code next} unless null. */
  String fail(String token, String reason, boolean recoverable, @Nullable String next);

  /**
   * How one of several jobs ends.
   *
   * @param token under which it was claimed
   * @param value what it answers, or null when it fails
   * @param recoverable whether one that fails may be tried again
   */
  record Ending(String token, @Nullable String value, boolean recoverable) {}

  /** Takes the next jobs, one under each token, while there are some; answers their ids. */
  List<String> claim(List<String> tokens);

  /**
   * Ends jobs in this order and takes the next ones while there are some, in one call where there
   * is such a call; answers how each ended, and the ids of those taken.
   */
  Ended end(List<Ending> endings, List<String> next);

  /** What came of several jobs. */
  record Ended(List<String> codes, List<String> ids) {}

  /** Gives the job under the token back unfinished. */
  String putBack(String token);

  /** Has the job under the token go on later. */
  String step(String token, Step step);

  /** Extends the lock of the job under the token. */
  String extendLock(String token, Duration by);

  /** Looks for jobs that have lost their lock. */
  String sweep();

  /** Pauses or resumes the queue. */
  void pause(boolean pause);

  /** How many jobs are in each state. */
  String counts();

  /** The state of a job. */
  String state(String id);

  @Override
  void close();
}
