package dev.tidemill.queue;

/** A scheduler could not be put in or read; the message says why and what to do. */
public final class SchedulerRefused extends QueueException {

  private static final long serialVersionUID = 1L;

  SchedulerRefused(String message) {
    super(message);
  }
}
