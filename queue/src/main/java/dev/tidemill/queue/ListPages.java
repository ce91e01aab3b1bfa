package dev.tidemill.queue;

import dev.tidemill.job.JobAnchor;
import dev.tidemill.job.JobPage;
import dev.tidemill.job.JobState;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ReadRange;
import dev.tidemill.wire.ScriptRunner;
import java.util.List;

/**
 * Pages of a state whose ids stand in a list. There a place says little: jobs are pushed before it
 * and taken from all sides. So the page before is looked for by its ids, near the place where it
 * was, and what follows is read in the same call.
 */
record ListPages(SharedConnection redis, QueueKeys keys, JobState state) {

  private static final int WINDOW = 500;
  private static final int BEFORE = 50;
  private static final int WINDOWS = 40; // 20 000 jobs may have been pushed between two pages

  JobPage page(JobAnchor after, int most) {
    if (after.ids().isEmpty()) {
      return page(window(0, most), 0, most, false);
    }
    for (int n = 0; n < WINDOWS; n++) {
      long from = Math.max(0, after.place() - BEFORE + offset(n));
      ReadRange.Part seen = window(from, WINDOW);
      int at = after(seen.ids(), after.ids());
      if (at > 0 && (seen.ids().size() - at >= most || seen.next() > seen.last())) {
        return page(seen, at, most, false);
      } else if (at > 0) {
        return page(new JobAnchor(from + at - 1, "", after.ids()), most);
      }
    }
    return page(window(0, most), 0, most, true);
  }

  /** First where it was, then to the right, where pushes move it; each third time to the left. */
  private static long offset(int n) {
    int step = WINDOW - BEFORE;
    return n % 3 == 2 ? -(long) step * (n / 3 + 1) : (long) step * (n - (n + 1) / 3);
  }

  private ReadRange.Part window(long from, int size) {
    ReadRange call = new ReadRange(keys, state, from, -1, false, size, false);
    return ScriptRunner.run(call, redis);
  }

  /** The place after the latest of the anchors that is there; 0 when none is. */
  private static int after(List<String> ids, List<String> anchors) {
    for (String anchor : anchors) {
      int at = ids.lastIndexOf(anchor);
      if (at >= 0) {
        return at + 1;
      }
    }
    return 0;
  }

  private JobPage page(ReadRange.Part seen, int from, int most, boolean lost) {
    List<String> ids = seen.ids();
    int to = Math.min(ids.size(), from + most);
    List<String> told = ids.subList(from, to).stream().distinct().toList();
    boolean more = to < ids.size() || seen.next() <= seen.last();
    long first = seen.next() - ids.size() + from;
    return new JobPage(told, List.of(), first, more, lost, seen.last() + 1);
  }
}
