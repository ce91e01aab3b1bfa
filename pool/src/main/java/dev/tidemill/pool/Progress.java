package dev.tidemill.pool;

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
 * @param total messages the source holds from its start to its end, or null when that is unknown
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
    Duration deadFor) {}
