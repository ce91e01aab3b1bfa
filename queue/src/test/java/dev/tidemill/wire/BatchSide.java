package dev.tidemill.wire;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.JobState;
import dev.tidemill.job.Keep;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.RetryOptions;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.Reply;
import dev.tidemill.wire.SettleAndClaim.Claimed;
import dev.tidemill.wire.SettleAndClaim.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One of two sides that play the same: batches in one call, or in the serial order of batching. */
final class BatchSide {

  /** What a call of either kind answered. */
  record Answer(List<Code> codes, List<Claimed> claims) {
    String told() {
      StringBuilder text = new StringBuilder(codes.toString());
      claims.forEach(claim -> text.append(' ').append(told(claim)));
      return text.toString();
    }

    /** In one order, as Redis may keep fields in another where a prefix is longer. */
    private static String told(Claimed claim) {
      return claim.job().id() + new TreeMap<>(claim.job().fields()) + claim.token();
    }
  }

  /** The part of the terms of claims that stays the same. */
  record Terms(List<String> workers, int limitMax) {}

  private final RedisConnection redis;
  private final boolean inOneCall;
  private final boolean plain;
  private final QueueKeys keys;
  private final Map<String, Job> held = new HashMap<>(); // by token
  private long tokens;

  BatchSide(RedisConnection redis, String prefix, boolean inOneCall, boolean plain) {
    this.redis = redis;
    this.inOneCall = inOneCall;
    this.plain = plain;
    this.keys = new QueueKeys(prefix, "q");
  }

  private <R> R run(Script<R> script) {
    return ScriptRunner.run(script, redis);
  }

  /** A command on one of the queue's keys; {@code ~} in the arguments is the queue's stem. */
  void command(String name, String key, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = keys.stem() + key;
    for (int n = 0; n < arguments.length; n++) {
      all[n + 1] = arguments[n].replace("~", keys.stem());
    }
    redis.call(name, all);
  }

  /** Adds jobs; their parents are in this side's queue wherever they name {@code ~:q}. */
  List<Stored> add(List<NewJob> jobs, long now) {
    List<NewJob> own = jobs.stream().map(this::resolve).toList();
    if (inOneCall) {
      List<Stored> staged = staged(own, now);
      return staged == null ? run(new AddJobs(keys, own, now, null)).jobs() : staged;
    }
    List<Stored> stored = new ArrayList<>();
    own.forEach(job -> stored.addAll(run(new AddJobs(keys, List.of(job), now, null)).jobs()));
    return stored;
  }

  /** Every other call that may be staged is; null where it was not. */
  private @Nullable List<Stored> staged(List<NewJob> jobs, long now) {
    return now % 2 == 0 && AddStaged.isPossible(jobs)
        ? ScriptRunner.run(new AddStaged(keys, jobs, now, "call"), redis)
        : null;
  }

  /** Adds a flow, the first job being the parent of the others; one call on either side. */
  List<Stored> flow(List<NewJob> jobs, long now) {
    List<AddFlows.Node> nodes = new ArrayList<>();
    for (NewJob job : jobs) {
      nodes.add(new AddFlows.Node(keys, job.options().id(), resolve(job), nodes.isEmpty()));
    }
    return run(new AddFlows(nodes, now));
  }

  private NewJob resolve(NewJob job) {
    JobRef parent = job.options().parent();
    if (parent == null) {
      return job;
    }
    JobRef own = new JobRef(keys.prefix() + ":q", parent.id());
    return new NewJob(job.name(), job.data(), job.options().toBuilder().parent(own).build());
  }

  /** Whether a deduplication id has a time to live. */
  boolean runsOut(String deduplicationId) {
    return redis.call("PTTL", keys.deduplication(deduplicationId)).number() >= 0;
  }

  /** Settles in order and claims for every worker. */
  Answer settleAndClaim(List<Settlement> settled, Terms terms, long now) {
    return inOneCall ? call(settled, terms, now) : serially(settled, terms, now);
  }

  private Answer call(List<Settlement> settled, Terms terms, long now) {
    int atOnce = plain ? 100 : 2;
    ClaimTerms claims =
        new ClaimTerms(
            terms.workers(),
            "t:",
            tokens + 1,
            30_000,
            terms.limitMax(),
            600_000,
            atOnce,
            inOneCall);
    SettleAndClaim.Result result =
        run(new SettleAndClaim(keys, now, false, "", asAWorker(settled), claims, plain ? 0 : 3));
    result =
        result.readApart(
            result.unread().stream()
                .map(one -> redis.call("HGETALL", keys.job(one.id())))
                .toList());
    tokens += result.claims().size();
    result.claims().forEach(claimed -> held.put(claimed.token(), claimed.job()));
    return new Answer(result.codes(), result.claims());
  }

  /** In one call, a worker says what it knows of its jobs. */
  private List<Settlement> asAWorker(List<Settlement> settled) {
    return inOneCall ? settled.stream().map(this::withAttempt).toList() : settled;
  }

  private Settlement withAttempt(Settlement settlement) {
    Job job = held.get(settlement.token());
    return job != null
            && job.id().equals(settlement.id())
            && settlement
                instanceof
                Settlement.Completed(
                    String id,
                    String token,
                    long at,
                    String value,
                    Keep keep,
                    int none)
        ? new Settlement.Completed(id, token, at, value, keep, Settlement.Completed.attempt(job))
        : settlement;
  }

  /** All but the last without a claim, the last with one, then claims until one brings nothing. */
  private Answer serially(List<Settlement> settled, Terms terms, long now) {
    List<Code> codes = new ArrayList<>();
    List<Claimed> claims = new ArrayList<>();
    // A worker that has heard of a rate limit asks for nothing.
    boolean shut = settled.stream().anyMatch(one -> one instanceof Settlement.Limited);
    int free = shut ? 0 : terms.workers().size();
    for (int n = 0; n < settled.size(); n++) {
      Settlement one = settled.get(n);
      boolean last = n == settled.size() - 1 && free > 0;
      Answer answer = call(List.of(one), slot(terms, last ? 0 : -1), last ? now : one.at());
      codes.addAll(answer.codes());
      claims.addAll(answer.claims());
      if (last && answer.claims().isEmpty()) {
        return new Answer(codes, claims);
      }
    }
    while (claims.size() < free) {
      Answer answer = call(List.of(), slot(terms, claims.size()), now);
      claims.addAll(answer.claims());
      if (answer.claims().isEmpty()) {
        break;
      }
    }
    return new Answer(codes, claims);
  }

  private static Terms slot(Terms terms, int n) {
    List<String> one = n < 0 ? List.of() : List.of(terms.workers().get(n));
    return new Terms(one, terms.limitMax());
  }

  List<String> sweep(long now) {
    command("DEL", "stalled-check");
    return run(new SweepStalled(keys, now, 30_000, 1));
  }

  /** Finished jobs of a state with their scores there, the oldest first. */
  Map<String, String> finished(JobState state, int most) {
    String end = Integer.toString(most - 1);
    List<Reply> found =
        redis.call("ZRANGE", keys.stem() + StateName.of(state), "0", end, "WITHSCORES").list();
    Map<String, String> scores = new LinkedHashMap<>();
    for (int n = 0; n < found.size(); n += 2) {
      scores.put(found.get(n).text(), found.get(n + 1).text());
    }
    return scores;
  }

  /** Puts finished jobs in line again; singly that is done by the script for one. */
  List<String> retry(JobState state, Map<String, String> scores) {
    if (inOneCall) {
      return run(new RetryThese(keys, state, scores));
    }
    RetryOptions options = new RetryOptions(state, false, false);
    Map<String, String> now = finished(state, Integer.MAX_VALUE);
    return scores.entrySet().stream()
        .filter(one -> one.getValue().equals(now.get(one.getKey())))
        .map(Map.Entry::getKey)
        .filter(id -> run(new RetryJob(keys, id, options)) == 0)
        .toList();
  }

  void pause(boolean pause) {
    run(new Pause(keys, pause));
  }
}
