package dev.tidemill.queue;

import dev.tidemill.job.JobPowers;
import dev.tidemill.job.UnrecoverableException;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.FindPendingChildren;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/** What a {@link Worker} lets its handlers do to the jobs they have. */
final class HandlerPowers implements JobPowers {

  private static final int FAILED_CHILDREN = -9;

  private final SharedConnection redis;
  private final QueueKeys keys;
  private final JobHandle job;
  private final Consumer<String> progress;

  /**
   * Powers over a job.
   *
   * @param progress hears what the handler says of it
   */
  HandlerPowers(
      SharedConnection redis,
      QueueKeys keys,
      InstantSource clock,
      String id,
      Consumer<String> progress) {
    this.redis = redis;
    this.keys = keys;
    this.progress = progress;
    this.job = new JobHandle(redis, keys, clock, id);
  }

  @Override
  public void updateData(String json) {
    job.updateData(json);
  }

  @Override
  public void updateProgress(String json) {
    job.updateProgress(json);
    progress.accept(json);
  }

  @Override
  public long log(String line) {
    return job.log(line);
  }

  @Override
  public boolean hasPendingChildren(String childKey) {
    long told = ScriptRunner.run(new FindPendingChildren(keys, job.id(), childKey), redis);
    if (told == FAILED_CHILDREN) {
      // Word for word what BullMQ stores as the reason of the failure.
      throw new UnrecoverableException(
          "Cannot complete job %s because it has at least one failed child. moveToWaitingChildren"
              .formatted(job.id()));
    }
    if (told < 0) {
      throw new JobMissing(
          "job %s of %s is gone: it was removed while it was handled"
              .formatted(job.id(), keys.called()));
    }
    return told == 1;
  }

  @Override
  public Map<String, String> childrenValues() {
    return job.children().values();
  }

  @Override
  public Map<String, String> ignoredChildrenFailures() {
    return job.children().ignoredFailures();
  }
}
