package dev.tidemill.pool.run;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Outcome;
import dev.tidemill.job.StepException;
import dev.tidemill.loop.Waiter;
import dev.tidemill.pool.state.Role;
import dev.tidemill.worker.Claim;
import dev.tidemill.worker.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One worker of a pool: a thread and an identity that stay while its role turns.
 *
 * <p>As a pusher it waits for room in the queue and for its interval, and pushes; as a puller it
 * claims, handles and settles, in the call that claims the next. It turns between two messages.
 *
 * <p><b>Threading:</b> works on its own thread; told what to do from any.
 */
public final class PoolWorker {

  /** How many a pusher takes at once that has no interval to keep, where the source can. */
  private static final int PUSHED_AT_ONCE = 64;

  /** How many a puller takes at once of what is over in a moment, at full speed. */
  private static final int PULLED_AT_ONCE = 16;

  private final String id;
  private final Station station;
  private final Tally tally;
  private final Thread thread;
  private final Waiter wake = new Waiter();
  private final Errand source = new Errand();
  private final Errand handling = new Errand();
  private final InHand inHand = new InHand();
  private final NextPush nextPush = new NextPush();
  private final AtomicInteger turnsUntold = new AtomicInteger();
  private volatile Role role;
  private volatile boolean helps;
  private volatile boolean rests;
  private volatile boolean leaves;
  private volatile boolean hurried;
  private volatile Doing doing = Doing.WAITING;
  private volatile List<Claim> waiting = List.of();

  PoolWorker(String id, Role role, Station station, Hiring hiring) {
    this.id = id;
    this.role = role;
    this.station = station;
    this.tally = hiring.tally(id);
    this.thread = hiring.threads().newThread(this::work);
  }

  /** Its identity. */
  public String id() {
    return id;
  }

  /** What its thread is called; empty where whoever makes the threads has named none. */
  public String thread() {
    return thread.getName();
  }

  /** What it is to do now. */
  public Role role() {
    return role;
  }

  /** What it does at this instant. */
  public Doing doing() {
    return doing;
  }

  /** The job that it handles at this instant. */
  InHand inHand() {
    return inHand;
  }

  /** Whether it idles because it was told to. */
  public boolean rests() {
    return rests;
  }

  boolean helps() {
    return helps;
  }

  /** What it has done. */
  public Tally tally() {
    return tally;
  }

  /** What its lane in the history has to show. */
  Lane lane() {
    int turns = turnsUntold.get(); // before the role: one that comes between is told next time
    return new Lane(id, rests ? Lane.RESTING : role.label(), turns);
  }

  /** Hears how many of its turns were told. */
  void told(int turns) {
    turnsUntold.addAndGet(-turns);
  }

  void start() {
    thread.start();
  }

  /** Has it do the other thing from its next message on. */
  void turn(Role to) {
    role = to;
    tally.toldToTurn();
    turnsUntold.incrementAndGet();
    source.callBack();
    look();
  }

  /** Has it idle after what it is doing, or work again. */
  void rest(boolean value) {
    rests = value;
    source.callBack();
    look();
  }

  /** Has it do the other role's work as long as there is none, or no use, of its own. */
  void help(boolean value) {
    if (helps != value) {
      helps = value;
      look();
    }
  }

  /** Has it end after what it is doing. */
  void leave() {
    leaves = true;
    source.callBack();
    look();
  }

  /** Has its handler give up; what it handled goes back to the queue. */
  void hurry() {
    hurried = true;
    source.callBack();
    handling.callBack();
  }

  boolean isGone() {
    return !thread.isAlive();
  }

  boolean isGone(Duration within) throws InterruptedException {
    return thread.join(within);
  }

  /** Ends whatever wait it is in, so that it looks at what it is to do. */
  void look() {
    wake.wake();
    if (!pulls()) {
      waiting.forEach(Claim::cancel);
    }
  }

  private boolean pulls() {
    boolean pulling = role == Role.PULLER ? !helps : helps && station.line().isExhausted();
    return pulling && !leaves && !rests;
  }

  private void work() {
    while (!leaves) {
      source.looks();
      tally.looksForWork();
      try {
        if (pulls()) {
          pull();
        } else {
          push();
        }
      } catch (InterruptedException e) {
        // It was called back from its source: what it is to do now is looked at next.
      }
    }
    doing = Doing.RESTING;
  }

  private void push() throws InterruptedException {
    if (rests || station.line().isExhausted()) {
      doing = Doing.RESTING;
      wake.await();
    } else if (station.backpressure().isShut()) {
      doing = Doing.HELD;
      station.backpressure().await(wake);
    } else if (isDue()) {
      doing = Doing.PUSHING;
      pushAtMost(station.backpressure().take(atMost(PUSHED_AT_ONCE)));
    }
  }

  private void pushAtMost(int most) throws InterruptedException {
    try {
      tally.pushed.addAndGet(most == 0 ? 0 : station.line().push(most, source));
    } finally {
      station.backpressure().pushed(most);
    }
  }

  private int atMost(int atFullSpeed) {
    return station.pace().interval().isZero() ? atFullSpeed : 1;
  }

  /** Waits out the interval; false when woken before. */
  private boolean isDue() throws InterruptedException {
    Duration interval = station.pace().interval();
    if (interval.isZero()) {
      return true;
    }
    doing = Doing.WAITING;
    return nextPush.await(interval, wake);
  }

  /** Pulls for as long as that is what it is to do; never leaves with an outcome untold. */
  private void pull() {
    Together quickly = station.quickly();
    if (quickly != null) {
      pullQuickly(quickly);
      return;
    }
    Claim claim = station.feed().claim(id);
    while (true) {
      ActiveJob active = await(List.of(claim)).getFirst();
      if (active == null) {
        return;
      }
      Outcome outcome = handle(active);
      if (!pulls()) {
        @SuppressWarnings("unused") // the feed waits for it when it closes
        var settled = station.feed().settle(active, outcome);
        return;
      }
      claim = station.feed().settleAndClaim(active, outcome, id);
    }
  }

  private void pullQuickly(Together quickly) {
    List<Claim> claims = new ArrayList<>();
    for (int n = atMost(PULLED_AT_ONCE); n > 0; n--) {
      claims.add(station.feed().claimQuickly(id, quickly, this::goesOn));
    }
    await(claims); // they handle their jobs themselves and are answered with none
  }

  /** Waits until all are answered. */
  private List<@Nullable ActiveJob> await(List<Claim> claims) {
    doing = Doing.WAITING;
    waiting = claims;
    if (!pulls()) {
      claims.forEach(Claim::cancel);
    }
    List<@Nullable ActiveJob> answers = new ArrayList<>();
    while (answers.size() < claims.size()) {
      try {
        answers.add(claims.get(answers.size()).await());
      } catch (InterruptedException e) {
        claims.forEach(Claim::cancel); // answered at once, with a job if one was on its way
      }
    }
    waiting = List.of();
    return answers;
  }

  private boolean goesOn(Outcome outcome) {
    tally.count(outcome);
    return pulls();
  }

  private Outcome handle(ActiveJob active) {
    doing = Doing.HANDLING;
    inHand.begins(active.job().id());
    handling.looks();
    active.whenLost(handling::callBack);
    Outcome outcome = hurried ? new Outcome.HandedBack() : attempt(active);
    active.whenLost(() -> {});
    inHand.ends();
    tally.count(outcome);
    return outcome;
  }

  private Outcome attempt(ActiveJob active) {
    try {
      return new Outcome.Completed(handling.run(() -> station.handler().handle(active.job())));
    } catch (StepException e) {
      return e.outcome();
    } catch (Exception | Error e) { // the failure of one message must not end its worker
      return hurried ? new Outcome.HandedBack() : Outcome.Failed.of(e);
    }
  }
}
