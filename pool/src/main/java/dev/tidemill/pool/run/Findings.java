package dev.tidemill.pool.run;

import dev.tidemill.pool.state.Finding;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What was not as it should be with a pool: found at its last start and since, and what is so at
 * this moment. Each is told in one line of the log.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Findings {

  private static final System.Logger LOG = System.getLogger(Findings.class.getName());
  private static final int MOST = 100;

  private final String subject;
  private final List<Finding> restored = new CopyOnWriteArrayList<>();
  private final Map<Finding.Code, Finding> alerts = new EnumMap<>(Finding.Code.class);
  private final ReentrantLock lock = new ReentrantLock();

  Findings(String pool) {
    this.subject = "Pool " + pool + ": ";
  }

  /** Forgets what an earlier start has found. */
  void begin() {
    restored.clear();
    lock.lock();
    try {
      alerts.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Something was found and is done with. */
  void found(Finding finding) {
    Level level =
        switch (finding.code()) {
          case PLAN_BEHIND, PLAN_OLDER -> Level.INFO; // a crash and an upgrade leave no harm
          default -> Level.WARNING;
        };
    LOG.log(level, subject + finding.told());
    if (restored.size() < MOST) {
      restored.add(finding);
    }
  }

  /** Something is wrong until it is {@link #over}. */
  void alert(Finding finding) {
    lock.lock();
    try {
      if (!finding.equals(alerts.put(finding.code(), finding))) {
        LOG.log(Level.WARNING, subject + finding.told());
      }
    } finally {
      lock.unlock();
    }
  }

  /** It is not so any more, if it was. */
  void over(Finding.Code code) {
    lock.lock();
    try {
      Finding last = alerts.remove(code);
      if (last != null) {
        LOG.log(Level.INFO, "{0}{1}: this is over", subject, last.found());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is so is told by another node from now on. */
  void leave(Finding.Code code) {
    lock.lock();
    try {
      alerts.remove(code);
    } finally {
      lock.unlock();
    }
  }

  /** Whether that is wrong at this moment. */
  boolean isSo(Finding.Code code) {
    lock.lock();
    try {
      return alerts.containsKey(code);
    } finally {
      lock.unlock();
    }
  }

  /** What the last start found, and what was found since. */
  public List<Finding> restored() {
    return List.copyOf(restored);
  }

  /** What is wrong at this moment. */
  public List<Finding> alerts() {
    lock.lock();
    try {
      return List.copyOf(alerts.values());
    } finally {
      lock.unlock();
    }
  }
}
