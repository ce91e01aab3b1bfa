package dev.tidemill.pool.run;

import dev.tidemill.pool.handler.Handler;
import dev.tidemill.worker.JobFeed;
import dev.tidemill.worker.Together;
import org.jspecify.annotations.Nullable;

/**
 * What every worker of a crew works with.
 *
 * @param line on which it pushes
 * @param feed from which it pulls
 * @param handler of what it pulls
 * @param quickly the same for a handler that needs no thread, else null
 * @param pace at which it pushes
 * @param backpressure what holds it then while too many messages wait
 */
record Station(
    PushLine line,
    JobFeed feed,
    Handler handler,
    @Nullable Together quickly,
    Pace pace,
    Backpressure backpressure) {}
