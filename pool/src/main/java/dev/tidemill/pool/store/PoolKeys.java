package dev.tidemill.pool.store;

/**
 * The names of a pool's keys.
 *
 * @param prefix of the queue, as {@code bull}
 * @param queue the queue's name, without a colon
 */
public record PoolKeys(String prefix, String queue) {

  /** STRING: the plan as JSON. */
  public String state() {
    return own("state");
  }

  /** STRING or whatever it was: what stood in the place of the plan, and could not be read. */
  public String stateAside(long atMs) {
    return own("state:aside:" + atMs);
  }

  /** Whatever it was: what stood in the place of the ledger. */
  public String ledgerAside(long atMs) {
    return own("ledger:aside:" + atMs);
  }

  /** HASH: the queue's ledger; its field {@code version} is the plan's. */
  public String ledger() {
    return own("ledger");
  }

  /** STRING: the last text that we wrote to {@link #systemState}. */
  public String copied() {
    return own("copied");
  }

  /** STREAM: what has happened in the last hour. */
  public String history() {
    return own("history");
  }

  /** STRING, short-lived: which process is the node of that name. */
  public String holder(String node) {
    return own("holder:" + node);
  }

  /** ZSET: the nodes that run the pool, by their last beat. */
  public String nodes() {
    return own("nodes");
  }

  /**
   * HASH: the version of the list of nodes, since when each has beaten without a gap, what it tells
   * of its workers, and whose jobs are still to be handed back.
   */
  public String fleet() {
    return own("fleet");
  }

  /** STRING, short-lived: somebody has just written a sample. */
  public String sampled() {
    return own("sampled");
  }

  /**
   * STRING: the copy of the plan for the original program and for people. The original's own key
   * for the original's queue; other queues and prefixes have one each.
   */
  public String systemState() {
    if (!prefix.equals("bull")) {
      return "systemState:" + prefix + ":" + queue;
    }
    return queue.equals("messages") ? "systemState" : "systemState:" + queue;
  }

  private String own(String name) {
    return prefix + ":" + queue + ":tidemill:" + name;
  }
}
