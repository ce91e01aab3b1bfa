package dev.tidemill.wire;

import dev.tidemill.job.Job;
import dev.tidemill.job.Keep;
import dev.tidemill.redis.Arguments;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where an active job goes now that its handler has ended, with what is written to it. */
public sealed interface Settlement {

  /** The job's id. */
  String id();

  /** Under which it was claimed. */
  String token();

  /** When the handler ended, in Unix milliseconds. */
  long at();

  /** Adds its arguments in the order that {@code part/settle.lua} tells. */
  void write(Arguments arguments);

  /**
   * To {@code completed}, or away as the policy says.
   *
   * @param attempt its number, where the job had nothing special about it when it was claimed and
   *     can have got nothing since; 0 when Redis is to be asked
   */
  record Completed(String id, String token, long at, String returnValue, Keep keep, int attempt)
      implements Settlement {

    /** Redis is asked. */
    public Completed(String id, String token, long at, String returnValue, Keep keep) {
      this(id, token, at, returnValue, keep, 0);
    }

    /** Which attempt of a job this is, to be told; 0 when Redis is to be asked. */
    public static int attempt(Job job) {
      // Under an id of its own a job may be added again, and get a parent by it.
      boolean plain =
          isGivenByTheQueue(job.id())
              && !job.fields().containsKey("parentKey")
              && !job.fields().containsKey("deid");
      return plain ? job.attemptsMade() + 1 : 0;
    }

    /** Users may give ids of digits too, but none that JavaScript would write as it is. */
    private static boolean isGivenByTheQueue(String id) {
      return id.length() < 16
          && !id.startsWith("0")
          && id.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public void write(Arguments arguments) {
      arguments.add("completed").add(id).add(token).add(at).addJson(returnValue);
      writeKeep(keep, arguments);
      arguments.add(attempt);
    }
  }

  /**
   * What is written to a job whose attempt failed.
   *
   * @param reason in words
   * @param stacktraces of this attempt and those before, as they are stored
   * @param trace what ties the failure to its trace; null leaves what is there
   */
  record Why(String reason, String stacktraces, @Nullable String trace) {

    /** A failure that nobody traced. */
    public Why(String reason, String stacktraces) {
      this(reason, stacktraces, null);
    }

    private void write(Arguments arguments) {
      arguments.add(reason).add(stacktraces).add(trace == null ? "" : trace);
    }
  }

  /** To {@code failed}, or away as the policy says. */
  record Failed(String id, String token, long at, Why why, Keep keep, int attempts)
      implements Settlement {
    @Override
    public void write(Arguments arguments) {
      arguments.add("failed").add(id).add(token).add(at);
      why.write(arguments);
      writeKeep(keep, arguments);
      arguments.add(attempts);
    }
  }

  /** To {@code delayed}, to be tried again later. */
  record Delayed(String id, String token, long at, Why why, long millis) implements Settlement {
    @Override
    public void write(Arguments arguments) {
      arguments.add("delayed").add(id).add(token).add(at);
      why.write(arguments);
      arguments.add(millis).add(false);
    }
  }

  /** Behind all that wait, to be tried again. */
  record Retried(String id, String token, long at, Why why, boolean lifo) implements Settlement {
    @Override
    public void write(Arguments arguments) {
      arguments.add("retried").add(id).add(token).add(at);
      why.write(arguments);
      arguments.add(lifo);
    }
  }

  /** Back to the head of the line, as if it had not been taken; no attempt is counted. */
  record Returned(String id, String token, long at) implements Settlement {
    @Override
    public void write(Arguments arguments) {
      arguments.add("returned").add(id).add(token).add(at);
    }
  }

  /** To {@code delayed}, to be gone on with later; no attempt is counted. */
  record Postponed(String id, String token, long at, long millis) implements Settlement {
    @Override
    public void write(Arguments arguments) {
      arguments.add("postponed").add(id).add(token).add(at).add(millis);
    }
  }

  /** To {@code waiting-children}, if that child is to finish, or any when the key is empty. */
  record ForChildren(String id, String token, long at, String childKey) implements Settlement {
    @Override
    public void write(Arguments arguments) {
      arguments.add("children").add(id).add(token).add(at).add(childKey);
    }
  }

  /** Back to the head of the line, and nothing starts for so long. */
  record Limited(String id, String token, long at, long millis) implements Settlement {
    @Override
    public void write(Arguments arguments) {
      arguments.add("limited").add(id).add(token).add(at).add(millis);
    }
  }

  private static void writeKeep(Keep keep, Arguments arguments) {
    Long count = keep.count();
    Duration age = keep.age();
    Integer limit = keep.limit();
    arguments.add(count == null ? "" : count.toString());
    arguments.add(age == null ? "" : Long.toString(age.toSeconds()));
    arguments.add(limit == null ? "" : limit.toString());
  }
}
