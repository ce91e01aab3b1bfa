package dev.tidemill.worker;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Job;
import dev.tidemill.wire.SettleAndClaim;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands the jobs that a call claimed to the slots that asked for them; when there were fewer, has
 * the marker watched.
 *
 * <p><b>Threading:</b> the line's thread; a scheduler's job is handed out by the thread that makes
 * the next one.
 */
final class ClaimAnswers {

  private static final long STEP_CHARS = 256L << 10;
  private static final long MOST_AT_ONCE = 64;

  private final FeedOptions options;
  private final Desk desk;
  private final Held held;
  private final Events events;
  private final MarkerWaiter marker;
  private final QuickJobs quick;
  private final NextIterations iterations;
  private int atOnce = 1;
  private boolean drained;

  ClaimAnswers(FeedOptions options, Desk desk, Held held, Events events, MarkerWaiter marker) {
    this.options = options;
    this.desk = desk;
    this.held = held;
    this.events = events;
    this.marker = marker;
    this.quick = new QuickJobs(desk, options.clock());
    this.iterations = new NextIterations(options, events);
  }

  /** How many jobs a call is to take before it looks at their size. */
  int atOnce() {
    return atOnce;
  }

  /**
   * Reads what a call claimed.
   *
   * @param round what it was sent with
   * @param firstToken the number of the first slot's token
   */
  void read(Desk.Round round, long firstToken, SettleAndClaim.Result result) {
    List<Claim> claims = round.claims();
    if (claims.isEmpty()) {
      return;
    }
    List<Claim> unanswered = new ArrayList<>(claims);
    long chars = 0;
    for (SettleAndClaim.Claimed claimed : result.claims()) {
      // Tokens are numbered in the order of the slots: the number tells which slot it was for.
      long slot = number(claimed.token()) - firstToken;
      chars += claimed.job().data().length();
      hand(new ActiveJob(claimed.job(), claimed.token()), claims.get((int) slot), unanswered);
    }
    result.foreign().forEach(this::tellForeign);
    sizeUp(result.claims().size(), chars);
    boolean all = result.claims().size() == claims.size();
    if (!all) {
      desk.sated(round);
    }
    tellIfDrained(result);
    desk.giveBack(unanswered);
    if (!all) {
      marker.watch(result.limitedMillis(), result.nextDue());
    }
    quick.handle();
  }

  private void tellForeign(String id) {
    String key = options.keys().job(id);
    events.trouble(
        "taking job " + id,
        new IllegalStateException(
            "job %s was dropped: %s is no hash, so there is no job. Look with TYPE what it is, and have whoever writes it use another prefix"
                .formatted(id, key)));
  }

  private void tellIfDrained(SettleAndClaim.Result result) {
    boolean nothing = result.claims().isEmpty() && result.limitedMillis() == 0;
    if (nothing && !drained) {
      events.tell(new WorkerEvent.Drained());
    }
    drained = nothing;
  }

  private void hand(ActiveJob active, Claim claim, List<Claim> unanswered) {
    held.add(active);
    if (NextIterations.concerns(active.job())) {
      unanswered.remove(claim);
      iterations.before(active, () -> handLater(active, claim), () -> drop(active, claim));
    } else if (handOut(active, claim, quick)) {
      unanswered.remove(claim);
    }
  }

  /**
   * Gives a job to its slot, or settles at once one that is not to be run; whether it was given.
   */
  private boolean handOut(ActiveJob active, Claim claim, QuickJobs together) {
    String deferred = deferredFailure(active.job());
    if (deferred != null) {
      long now = options.clock().millis();
      desk.lay(Finished.of(active, JobRunner.notRun(deferred), now), null);
      return false;
    }
    events.tell(new WorkerEvent.Active(active.job()));
    if (claim.quick == null) {
      claim.answer(active);
    } else {
      together.add(claim, claim.quick, active);
    }
    return true;
  }

  /** As {@link #handOut} on another thread than the line's. */
  private void handLater(ActiveJob active, Claim claim) {
    QuickJobs alone = new QuickJobs(desk, options.clock());
    if (handOut(active, claim, alone)) {
      alone.handle();
    } else {
      giveBack(claim);
    }
  }

  /** Forgets a job: nobody renews its lock any more. */
  private void drop(ActiveJob active, Claim claim) {
    held.remove(active);
    giveBack(claim);
  }

  private void giveBack(Claim claim) {
    desk.giveBack(List.of(claim));
    desk.feed();
  }

  /** Ends the thread that makes schedulers' next jobs. */
  void close() {
    iterations.close();
  }

  private long number(String token) {
    return Long.parseLong(token.substring(options.tokenStem().length()));
  }

  private @Nullable String deferredFailure(Job job) {
    String deferred = job.fields().get("defa");
    if (deferred == null
        && options.maxStarted() > 0
        && job.attemptsStarted() > options.maxStarted()) {
      return "job started more than allowable limit";
    }
    return deferred;
  }

  /** Aims at so much a step that huge payloads do not come all together. */
  private void sizeUp(int jobs, long chars) {
    if (jobs > 0) {
      atOnce = (int) Math.clamp(STEP_CHARS / Math.max(1, chars / jobs), 1, MOST_AT_ONCE);
    }
  }
}
