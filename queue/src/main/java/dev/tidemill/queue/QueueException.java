package dev.tidemill.queue;

/** What can go wrong with a queue besides its connection. */
public abstract sealed class QueueException extends RuntimeException
    permits OutcomeUnknown,
        AddRefused,
        Fenced,
        SourceMoved,
        JobMissing,
        JobLocked,
        JobNotInState,
        JobOfScheduler,
        ForeignKey,
        StillOpen,
        QueueBusy,
        ParentMissing,
        ParentTaken,
        SchedulerRefused,
        CodecFailed {

  private static final long serialVersionUID = 1L;

  QueueException(String message) {
    super(message);
  }

  QueueException(String message, Throwable cause) {
    super(message, cause);
  }
}
