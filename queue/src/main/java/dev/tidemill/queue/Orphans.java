package dev.tidemill.queue;

import dev.tidemill.job.JobRange;
import dev.tidemill.job.JobState;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.OwnNames;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.RemoveOrphans;
import dev.tidemill.wire.ScriptRunner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds and removes jobs that are in no state: their keys are there, but nothing will ever take
 * them.
 */
final class Orphans {

  private static final long LOOKS_A_CALL = 200_000; // places in lists that one call may go through

  private static final Set<String> SIDES =
      Set.of("logs", "dependencies", "processed", "failed", "unsuccessful", "lock");

  private final SharedConnection redis;
  private final QueueKeys keys;
  private final Set<String> inLine;

  Orphans(SharedConnection redis, QueueKeys keys) {
    this.redis = redis;
    this.keys = keys;
    RangeReader reader = new RangeReader(redis, keys);
    JobRange all = JobRange.of();
    this.inLine = new HashSet<>(reader.ids(JobState.WAITING, all));
    inLine.addAll(reader.ids(JobState.ACTIVE, all));
  }

  /** Removes them; stops soon after so many, 0 for all. */
  long remove(long limit) {
    int aCall = Math.clamp(LOOKS_A_CALL / (inLine.size() + 1), 1, 250);
    KeyScan scan = new KeyScan(redis, keys.stem());
    long removed = 0;
    while (scan.hasNext() && (limit == 0 || removed < limit)) {
      List<String> candidates = candidates(scan.next());
      for (int from = 0; from < candidates.size(); from += aCall) {
        int to = Math.min(from + aCall, candidates.size());
        removed += ScriptRunner.run(new RemoveOrphans(keys, candidates.subList(from, to)), redis);
      }
    }
    return removed;
  }

  private List<String> candidates(List<String> found) {
    Set<String> candidates = new LinkedHashSet<>();
    for (String key : found) {
      String id = jobId(key.substring(keys.stem().length()));
      if (id != null && !inLine.contains(id)) {
        candidates.add(id);
      }
    }
    return new ArrayList<>(candidates);
  }

  /** Which job a key would belong to, or null when it is none of a job. */
  static @Nullable String jobId(String suffix) {
    int colon = suffix.indexOf(':');
    String id = colon < 0 ? suffix : suffix.substring(0, colon);
    if (id.isEmpty() || OwnNames.contains(id)) {
      return null;
    }
    return colon < 0 || SIDES.contains(suffix.substring(colon + 1)) ? id : null;
  }
}
