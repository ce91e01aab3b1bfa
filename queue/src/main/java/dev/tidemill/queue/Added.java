package dev.tidemill.queue;

import java.util.List;

/**
 * What an add under a ledger answered.
 *
 * @param ids of the jobs, in order
 * @param count jobs stored under the ledger, these included
 * @param version of the plan that the ledger's keeper saved
 * @param waiting how many jobs of the queue wait in line now, those with a priority or a delay not
 *     counted; below 0 where nothing tells, as when an add was carried out before
 */
public record Added(List<String> ids, long count, long version, long waiting) {}
