package dev.tidemill.interop;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a {@link Game} is played on: both sides, their clock, what is known to be there, chance. */
final class Board implements AutoCloseable {

  private static final List<Integer> LEAPS =
      List.of(1, 7, 250, 500, 999, 1_000, 1_001, 2_500, 7_000, 40_000, 61_000, 3_600_000);

  final Duel duel;
  final VerbDuel verbs;
  final FlowDuel flows;
  final QueueDuel queue;
  final SchedulerDuel schedulers;

  /** Whether the ends of jobs are counted. */
  final boolean counting;

  private final Random random;
  private final List<String> ids = new ArrayList<>();
  private final Map<String, String> held = new LinkedHashMap<>();
  private int tokens;
  private long clock;

  Board(TestRedis redis, NodePeer node, Random random, String name) {
    this.random = random;
    Terms terms = terms();
    this.counting = terms.metrics() > 0;
    this.duel = Duel.apart(redis, node, "fuzz-" + name, terms);
    this.queue = new QueueDuel(node, duel);
    this.verbs = new VerbDuel(node, duel);
    this.flows = new FlowDuel(node, duel);
    this.schedulers = new SchedulerDuel(node, duel);
  }

  private Terms terms() {
    Terms terms = Terms.plain();
    if (oneIn(3)) {
      terms = terms.named("worker-" + below(3));
    }
    if (oneIn(4)) {
      terms = terms.limitedTo(1 + below(5), Duration.ofMinutes(5));
    }
    if (oneIn(3)) {
      terms = terms.counting(1 + below(4));
    }
    return terms.stalledUpTo(below(3));
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /**
   * Lets the clock run and takes away what was written once and would hide for good whether later
   * steps write it: the marker, as workers that wait do, and the cap of the event stream.
   */
  void passTime() {
    clock += oneIn(3) ? oneOf(LEAPS) : 0;
    duel.at(clock);
    if (oneIn(4)) {
      duel.lose("marker");
    }
    if (oneIn(8)) {
      duel.write("HDEL", "meta", "opts.maxLenEvents");
    }
  }

  /** A job has been added. */
  void known(String id) {
    ids.add(id);
  }

  /** A job that is there, was there, or never was; the last ones more often. */
  String id() {
    if (ids.isEmpty() || oneIn(16)) {
      return oneOf(List.of("1", "own-0", "nobody"));
    }
    int from = oneIn(2) ? Math.max(0, ids.size() - 6) : 0;
    return oneOf(ids.subList(from, ids.size()));
  }

  /** Often a job that is in that state, where there is one. */
  String id(String state) {
    List<String> all = oneIn(4) ? List.of() : duel.in(state);
    return all.isEmpty() ? id() : oneOf(all);
  }

  /** A token that no job has been claimed under. */
  String freshToken() {
    return "t" + ++tokens;
  }

  /** A job has been claimed under a token, unless the answer says that there was none. */
  void claimed(String token, String answer) {
    if (answer.equals("nothing") || answer.equals("limited")) {
      return;
    }
    held.put(token, answer);
    known(answer);
    if (answer.startsWith("repeat:")) {
      schedulers.begin(answer);
    }
  }

  boolean holdsNothing() {
    return held.isEmpty();
  }

  /** A token under which a job has been claimed. */
  String token() {
    return oneOf(List.copyOf(held.keySet()));
  }

  /** The job under a token. */
  String held(String token) {
    return held.getOrDefault(token, "nobody");
  }

  /** The job under a token is not held any more. */
  void letGo(String token) {
    held.remove(token);
  }

  /** A job to be the parent of another: often one that somebody works on. */
  String parent() {
    return holdsNothing() || oneIn(2) ? id() : held(token());
  }

  @Override
  public void close() {
    verbs.close();
    flows.close();
    queue.queue.close();
    schedulers.close();
  }
}
