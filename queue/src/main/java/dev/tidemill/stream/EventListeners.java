package dev.tidemill.stream;

import dev.tidemill.event.QueueEvent;
import dev.tidemill.event.QueueEventListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Those who hear the events of a queue; one that throws harms nobody else.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class EventListeners implements QueueEventListener {

  private static final Logger LOG = System.getLogger(EventListeners.class.getName());

  private final List<QueueEventListener> listeners = new CopyOnWriteArrayList<>();

  /** Has one more told. */
  public void add(QueueEventListener listener) {
    listeners.add(listener);
  }

  /** Has one told no more. */
  public void remove(QueueEventListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void on(QueueEvent event) {
    each(listener -> listener.on(event), event.getClass().getSimpleName());
  }

  @Override
  public void trouble(Throwable cause) {
    LOG.log(Level.DEBUG, "The events of a queue cannot be read", cause);
    each(listener -> listener.trouble(cause), "trouble");
  }

  private void each(Consumer<QueueEventListener> tell, String what) {
    for (QueueEventListener listener : listeners) {
      try {
        tell.accept(listener);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.WARNING, "A listener failed at " + what, e);
      }
    }
  }
}
