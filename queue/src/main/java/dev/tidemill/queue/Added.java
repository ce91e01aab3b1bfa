package dev.tidemill.queue;

import java.util.List;

/**
 * What an add under a ledger answered.
 *
 * @param ids of the jobs, in order
 * @param count jobs stored under the ledger, these included
 * @param version of the plan that the ledger's keeper saved
 */
public record Added(List<String> ids, long count, long version) {}
