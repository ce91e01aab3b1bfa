package dev.tidemill.pool;

import dev.tidemill.pool.run.Gauge;
import dev.tidemill.pool.run.Shift;
import dev.tidemill.pool.source.MessageSource;
import dev.tidemill.pool.source.Opening;
import dev.tidemill.pool.source.PositionedSource;
import dev.tidemill.queue.Standing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a pool is with what its source holds, since it was started.
 *
 * @param opening how the source began, one sentence; empty when there is nothing to say
 * @param taken messages taken from the source before this start
 * @param pushed messages pushed since this start
 * @param done messages handled well since this start
 * @param failed messages that failed for good since this start
 * @param skipped pieces of the source that were left out since this start
 * @param total messages the source holds from its start to its end, or null when that is unknown,
 *     as it is where another node was reading it at this start
 * @param exhausted whether the source has ended
 * @param inherited unfinished jobs that were in the queue at this start
 * @param deadJobs jobs that a worker took which has been silent, when only such are left
 * @param deadFor at most so long until they come back; zero when there are none
 */
public record Progress(
    String opening,
    long taken,
    long pushed,
    long done,
    long failed,
    long skipped,
    @Nullable Long total,
    boolean exhausted,
    long inherited,
    long deadJobs,
    Duration deadFor) {

  static final Progress NONE = new Progress("", 0, 0, 0, 0, 0, null, false, 0, 0, Duration.ZERO);

  static Progress of(Shift running, MessageSource source, Gauge.Reading now) {
    Standing before = running.before().standing();
    PositionedSource positioned = source instanceof PositionedSource known ? known : null;
    boolean ours = running.opening().kind() != Opening.Kind.ELSEWHERE; // from this start on
    long total = positioned == null || !ours ? -1 : positioned.total();
    return new Progress(
        running.opening().told(),
        running.opening().taken(),
        running.pushed(),
        now.standing().done() - before.done(),
        now.standing().failed() - before.failed(),
        positioned == null ? 0 : positioned.skipped(),
        total < 0 ? null : total,
        running.isExhausted(),
        running.before().counts().unfinished(),
        running.deadJobs(),
        running.deadFor());
  }
}
