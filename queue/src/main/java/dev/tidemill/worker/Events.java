package dev.tidemill.worker;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.event.WorkerListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Tells the listeners of a feed what happens; a listener that throws harms nobody else. */
final class Events {

  private static final Logger LOG = System.getLogger(JobFeed.class.getName());
  private static final ThreadLocal<@Nullable Events> TELLING = new ThreadLocal<>();

  private final List<WorkerListener> listeners = new CopyOnWriteArrayList<>();

  void add(WorkerListener listener) {
    listeners.add(listener);
  }

  void tell(WorkerEvent event) {
    if (listeners.isEmpty()) {
      return;
    }
    Events outer = TELLING.get();
    TELLING.set(this);
    for (WorkerListener listener : listeners) {
      try {
        listener.on(event);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.WARNING, "A listener failed at " + event.getClass().getSimpleName(), e);
      }
    }
    TELLING.set(outer);
  }

  /** Whether the calling thread is telling a listener something: it has more to do after that. */
  boolean isTelling() {
    return TELLING.get() == this;
  }

  void trouble(String what, Throwable cause) {
    LOG.log(Level.DEBUG, what, cause);
    tell(new WorkerEvent.Trouble(what, cause));
  }
}
