package dev.tidemill.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The lines that loggers under a name write while it is open. */
public final class Logged extends Handler implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final Logger logger;

  private Logged(Logger logger) {
    this.logger = logger;
  }

  /** Listens from now on. */
  public static Logged of(String name) {
    Logged logged = new Logged(Logger.getLogger(name));
    logged.logger.addHandler(logged);
    return logged;
  }

  /** What was written so far, without time and place. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord record) {
    lines.add(formatter.formatMessage(record));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
