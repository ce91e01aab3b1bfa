package dev.tidemill.server.api.search;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobAnchor;
import dev.tidemill.job.JobPage;
import dev.tidemill.job.JobSearch;
import dev.tidemill.job.JobState;
import dev.tidemill.queue.JobPages;
import dev.tidemill.queue.Queue;
import dev.tidemill.server.api.job.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the jobs of some states and tells those that fit, a short call to Redis at a time.
 *
 * <p><b>Threading:</b> one.
 */
public final class Search {

  private static final int A_CALL = 100; // a script of a third of a millisecond

  private final JobPages pages;
  private final SearchText text;
  private final List<JobState> states;
  private @Nullable Place at;
  private boolean lost;
  private long tooLarge;

  /** Begins at a place. */
  public Search(Queue queue, SearchText text, List<JobState> states, Place from) {
    this.pages = queue.pages();
    this.text = text;
    this.states = List.copyOf(states);
    this.at = from;
  }

  /**
   * A job that fits.
   *
   * @param id of the job
   * @param score its score where its state has such, else empty
   * @param state where it was found
   */
  public record Hit(String id, String score, JobState state) {}

  /** Where it goes on; null at the end. */
  public @Nullable Place at() {
    return at;
  }

  /** Whether it began anew somewhere, as the job that it was at was gone. */
  public boolean lost() {
    return lost;
  }

  /** How many payloads were too large to be searched. */
  public long tooLarge() {
    return tooLarge;
  }

  /**
   * Takes one step.
   *
   * @param most the most hits to tell
   */
  public List<Hit> step(int most) {
    Place from = at;
    if (from == null) {
      return List.of();
    }
    JobState state = states.get(from.state());
    JobPage page = pages.page(state, from.anchor(), A_CALL);
    lost |= page.lost();
    if (page.ids().isEmpty()) {
      at = from.inNextState(states.size());
      return List.of();
    }
    JobSearch found = pages.search(text.filter(), page.ids());
    tooLarge += found.tooLarge();
    List<Hit> hits = new ArrayList<>();
    int looked = found.looked();
    for (String id : fitting(found.ids())) {
      int place = page.ids().indexOf(id);
      hits.add(new Hit(id, page.scores().isEmpty() ? "" : page.scores().get(place), state));
      if (hits.size() == most) {
        looked = place + 1;
        break;
      }
    }
    goOn(from, page, looked);
    return hits;
  }

  private List<String> fitting(List<String> ids) {
    if (!text.looksIntoPayloads() || ids.isEmpty()) {
      return ids;
    }
    return pages.read(ids, true).stream().filter(text::fits).map(Job::id).toList();
  }

  private void goOn(Place from, JobPage page, int looked) {
    long all = from.looked() + looked;
    if (looked == page.ids().size() && !page.more()) {
      at = from.at(JobAnchor.BEGINNING, all).inNextState(states.size());
    } else {
      at = from.at(page.after(looked), all);
    }
  }
}
