package dev.tidemill.queue;

import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.DropStaleDeduplication;
import dev.tidemill.wire.Obliterate;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import java.util.List;

/** Removes a paused queue with all that belongs to it, in steps. */
record Obliteration(SharedConnection redis, QueueKeys keys, int step, Runnable between) {

  void run(boolean force) {
    Obliterate.Progress progress;
    do {
      progress = ScriptRunner.run(new Obliterate(keys, step, force), redis);
      between.run();
    } while (progress == Obliterate.Progress.MORE);
    switch (progress) {
      case NOT_PAUSED ->
          throw new QueueBusy(
              "Queue %s was not obliterated: somebody resumed it meanwhile. Try again"
                  .formatted(keys.queue()));
      case ACTIVE_JOBS ->
          throw new QueueBusy(
              "Queue %s was not obliterated: it has active jobs. It is paused: wait until they have"
                      .formatted(keys.queue())
                  + " ended, or force it");
      case DONE, MORE -> {
        dropDeduplication("de:");
        dropDeduplication("dn:");
      }
    }
  }

  /**
   * A deduplication key outlives a job that was removed when it had finished, and what waits for
   * the end of a deduplication outlives one that was lifted.
   */
  private void dropDeduplication(String kind) {
    String stem = keys.stem() + kind;
    KeyScan scan = new KeyScan(redis, stem);
    while (scan.hasNext()) {
      List<String> ids = scan.next().stream().map(key -> key.substring(stem.length())).toList();
      ScriptRunner.run(new DropStaleDeduplication(keys, ids), redis);
    }
  }
}
