package dev.tidemill.pool.run;

import dev.tidemill.pool.node.AfterFence;
import dev.tidemill.pool.store.Holder;
import dev.tidemill.queue.Fenced;
import dev.tidemill.queue.Ledger;
import dev.tidemill.queue.LedgerSession;
import java.lang.System.Logger.Level;

/**
 * This node's right to add under the ledger. Others take it away from a node that is silent for too
 * long; a node that finds out takes it anew, unless another process is that node now.
 *
 * <p><b>Threading:</b> one thread at a time adds; closed from any.
 */
final class Admission implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Admission.class.getName());

  private final Ledger ledger;
  private final Holder holder;
  private volatile LedgerSession session;
  private volatile boolean closed;

  /** Enters. */
  Admission(Ledger ledger, Holder holder) {
    this.ledger = ledger;
    this.holder = holder;
    this.session = ledger.enter(holder.node());
  }

  Ledger ledger() {
    return ledger;
  }

  LedgerSession session() {
    return session;
  }

  /**
   * Enters again.
   *
   * @param hasPlace whether what was refused comes from a source that knows its place
   * @throws Fenced the one given, when another process is this node, or this is closed
   * @throws SourceElsewhere when it entered, and another may read that source by now
   */
  void renew(Fenced refused, boolean hasPlace) {
    AfterFence next = AfterFence.of(closed || holder.hold() != null, hasPlace);
    if (next == AfterFence.END) {
      throw refused;
    }
    LOG.log(
        Level.INFO,
        "Node {0} was silent for so long that others took it for dead: it enters the pool again",
        holder.node());
    session.close();
    session = ledger.enter(holder.node());
    if (closed) {
      session.close();
    }
    if (next == AfterFence.LEAVE_SOURCE) {
      throw new SourceElsewhere(refused);
    }
  }

  @Override
  public void close() {
    closed = true;
    session.close();
  }
}
