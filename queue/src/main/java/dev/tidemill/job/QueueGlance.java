package dev.tidemill.job;

/**
 * What tells how a queue flows, all read at the same moment. Two glances make a rate.
 *
 * @param added how many jobs were ever added, as the counter of ids has it
 * @param unfinished how many have not finished
 * @param oldestWaiting when the job was added that is the next in line, in milliseconds since the
 *     epoch; 0 when none waits. One that was delayed or tried before has not waited all that time
 */
public record QueueGlance(long added, long unfinished, long oldestWaiting) {}
