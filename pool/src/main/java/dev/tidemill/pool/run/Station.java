package dev.tidemill.pool.run;

import dev.tidemill.pool.handler.Handler;
import dev.tidemill.worker.JobFeed;
import java.time.Duration;

/**
 * What every worker of a crew works with.
 *
 * @param line on which it pushes
 * @param feed from which it pulls
 * @param handler of what it pulls
 * @param pushInterval between two messages of one pusher
 */
record Station(PushLine line, JobFeed feed, Handler handler, Duration pushInterval) {}
