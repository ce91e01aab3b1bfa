package dev.tidemill.queue;

import dev.tidemill.redis.CommandRejected;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.Script;
import dev.tidemill.wire.ScriptRunner;

/**
 * Asks Redis to do something to a job, and makes of a code that says no (protocol 6) the exception
 * that says it in words.
 *
 * @param redis where the queue is
 * @param keys of the queue
 * @param id the job
 */
record JobAnswer(SharedConnection redis, QueueKeys keys, String id) {

  /**
   * Runs a script whose answer is a number.
   *
   * @param verb what is to be done, for messages
   * @param state in which the job has to be for that, for messages
   * @throws QueueException when it was refused
   */
  long of(Script<Long> script, String verb, String state) {
    long code = answered(script, verb);
    if (code < 0) {
      throw refusal((int) code, verb, state);
    }
    return code;
  }

  private long answered(Script<Long> script, String verb) {
    try {
      return ScriptRunner.run(script, redis);
    } catch (CommandRejected e) {
      if (!String.valueOf(e.getMessage()).contains("WRONGTYPE")) {
        throw e;
      }
      String stands =
          "a key of another type stands in the way. Compare the types of "
              + keys.job(id)
              + " and of the queue's own keys, and have whoever writes there use another prefix";
      throw new ForeignKey(told(verb, stands), e);
    }
  }

  private QueueException refusal(int code, String verb, String state) {
    return switch (code) {
      case -1 -> new JobMissing(told(verb, "there is no such job. Was it removed when it ended?"));
      case -2, -6 ->
          new JobLocked(
              told(verb, "a worker has it or a child of it. Try again once that has ended"));
      case -3 ->
          new JobNotInState(told(verb, "it is not " + state + ". Look where it is with state()"));
      case -5 -> new JobMissing(told(verb, "its parent is gone. There is nothing left to do"));
      case -8 ->
          new JobOfScheduler(
              told(verb, "its scheduler waits for it. Remove the scheduler, or let the job run"));
      default -> throw new IllegalStateException(told(verb, "the answer was " + code));
    };
  }

  private String told(String verb, String why) {
    return "%s of job %s in %s was refused: %s".formatted(verb, id, keys.called(), why);
  }
}
