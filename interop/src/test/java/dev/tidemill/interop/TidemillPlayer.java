package dev.tidemill.interop;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobCounts;
import dev.tidemill.job.JobState;
import dev.tidemill.job.Keep;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.wire.AddJobs;
import dev.tidemill.wire.AddStaged;
import dev.tidemill.wire.ClaimTerms;
import dev.tidemill.wire.CountJobs;
import dev.tidemill.wire.ExtendLocks;
import dev.tidemill.wire.FindState;
import dev.tidemill.wire.Pause;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.Script;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.wire.SettleAndClaim;
import dev.tidemill.wire.Settlement;
import dev.tidemill.wire.Stored;
import dev.tidemill.wire.StoredOptions;
import dev.tidemill.wire.SweepStalled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Tidemill, through its scripts, one job a call. */
final class TidemillPlayer implements Player {

  private static final long SWEEP_INTERVAL_MILLIS = 30_000;

  private final RedisConnection redis;
  private final QueueKeys keys;
  private final Terms terms;
  private final Map<String, SettleAndClaim.Claimed> held = new HashMap<>();
  private long now;

  TidemillPlayer(RedisConnection redis, String prefix, String queue, Terms terms) {
    this.redis = redis;
    this.keys = new QueueKeys(prefix, queue);
    this.terms = terms;
  }

  private <R> R run(Script<R> script) {
    return script.read(redis.run(script.lua(), List.of(script.key()), script.arguments()));
  }

  @Override
  public void now(long millis) {
    now = millis;
  }

  @Override
  public String add(List<NewJob> jobs) {
    List<NewJob> own = jobs.stream().map(job -> Placeholder.resolve(job, keys.prefix())).toList();
    List<Stored> stored = staged(own);
    if (stored == null) {
      stored = run(new AddJobs(keys, own, now, null)).jobs();
    }
    return stored.stream().map(TidemillPlayer::told).toList().toString();
  }

  /** Every other call that may be staged is; null where it was not. */
  private @Nullable List<Stored> staged(List<NewJob> jobs) {
    return now % 2 == 0 && AddStaged.isPossible(jobs)
        ? ScriptRunner.run(new AddStaged(keys, jobs, now, "call"), redis)
        : null;
  }

  static String told(Stored stored) {
    return switch (stored.refusal()) {
      case NONE -> stored.id();
      case PARENT_MISSING -> "-5";
      case PARENT_OTHER -> "-7";
      case BY_REDIS -> stored.detail();
    };
  }

  @Override
  public String claim(String token) {
    return claimed(token, settleAndClaim(List.of(), List.of(token)));
  }

  @Override
  public List<String> claim(List<String> tokens) {
    return hold(tokens, settleAndClaim(List.of(), tokens).claims());
  }

  private List<String> hold(List<String> tokens, List<SettleAndClaim.Claimed> claims) {
    for (int n = 0; n < claims.size(); n++) {
      held.put(tokens.get(n), claims.get(n));
    }
    return claims.stream().map(claim -> claim.job().id()).toList();
  }

  private SettleAndClaim.Result settleAndClaim(List<Settlement> settled, List<String> tokens) {
    ClaimTerms claims =
        new ClaimTerms(
            Collections.nCopies(tokens.size(), terms.worker()),
            tokens.isEmpty() ? "" : tokens.getFirst() + "-",
            1,
            terms.lock().toMillis(),
            terms.limitMax(),
            terms.limitPer().toMillis(),
            Math.max(1, tokens.size()),
            false);
    return run(new SettleAndClaim(keys, now, false, "", settled, claims, terms.metrics()));
  }

  private String claimed(String token, SettleAndClaim.Result result) {
    if (result.claims().isEmpty()) {
      return result.limitedMillis() > 0 ? "limited" : "nothing";
    }
    held.put(token, result.claims().getFirst());
    return result.claims().getFirst().job().id();
  }

  private SettleAndClaim.Claimed letGo(String token) {
    return Objects.requireNonNull(held.remove(token));
  }

  @Override
  public String complete(String token, String value, @Nullable String next) {
    return ended(completion(letGo(token), value), next);
  }

  private Settlement completion(SettleAndClaim.Claimed claim, String value) {
    Keep keep = StoredOptions.parse(claim.job().options()).removeOnComplete();
    int attempt = Settlement.Completed.attempt(claim.job());
    return new Settlement.Completed(
        claim.job().id(), claim.token(), now, value, kept(keep), attempt);
  }

  private static Keep kept(@Nullable Keep keep) {
    return keep == null ? Keep.all() : keep;
  }

  @Override
  public String fail(String token, String reason, boolean recoverable, @Nullable String next) {
    return ended(failure(letGo(token), reason, recoverable), next);
  }

  @Override
  public Ended end(List<Ending> endings, List<String> next) {
    List<Settlement> settled = endings.stream().map(this::settlement).toList();
    SettleAndClaim.Result result = settleAndClaim(settled, next);
    List<String> codes = result.codes().stream().map(TidemillPlayer::told).toList();
    return new Ended(codes, hold(next, result.claims()));
  }

  private Settlement settlement(Ending ending) {
    SettleAndClaim.Claimed claim = letGo(ending.token());
    return ending.value() != null
        ? completion(claim, ending.value())
        : failure(claim, "no luck", ending.recoverable());
  }

  private Settlement failure(SettleAndClaim.Claimed claim, String reason, boolean recoverable) {
    Job job = claim.job();
    String token = claim.token();
    StoredOptions options = StoredOptions.parse(job.options());
    Settlement.Why why = new Settlement.Why(reason, traces(job, "Error: " + reason));
    int made = job.attemptsMade() + 1;
    if (!recoverable || made >= options.attempts()) {
      Keep keep = kept(options.removeOnFail());
      return new Settlement.Failed(job.id(), token, now, why, keep, options.attempts());
    }
    Backoff backoff = options.backoff();
    long wait = backoff == null ? 0 : backoff.millis(made, 0);
    return wait > 0
        ? new Settlement.Delayed(job.id(), token, now, why, wait)
        : new Settlement.Retried(job.id(), token, now, why, options.lifo());
  }

  private static String traces(Job job, String trace) {
    JsonMapper json = JsonMapper.shared();
    List<Object> all = new ArrayList<>();
    json.readTree(job.fields().getOrDefault("stacktrace", "[]"))
        .forEach(earlier -> all.add(earlier.asString()));
    all.add(trace);
    return json.writeValueAsString(all);
  }

  private String ended(Settlement settlement, @Nullable String next) {
    List<String> tokens = next == null ? List.of() : List.of(next);
    SettleAndClaim.Result result = settleAndClaim(List.of(settlement), tokens);
    String told = told(result.codes().getFirst());
    return next == null ? told : told + " " + claimed(next, result);
  }

  private static String told(SettleAndClaim.Code code) {
    return code.error().isEmpty() ? Integer.toString(code.number()) : code.error();
  }

  @Override
  public String putBack(String token) {
    SettleAndClaim.Claimed claim = letGo(token);
    return ended(new Settlement.Returned(claim.job().id(), claim.token(), now), null);
  }

  @Override
  public String step(String token, Step step) {
    SettleAndClaim.Claimed claim = Objects.requireNonNull(held.get(token));
    String answer = ended(step.settlement(claim.job().id(), claim.token(), now), null);
    if (!Step.stays(answer)) {
      held.remove(token);
    }
    return answer;
  }

  @Override
  public String extendLock(String token, Duration by) {
    SettleAndClaim.Claimed claim = Objects.requireNonNull(held.get(token));
    Map<String, String> tokens = Map.of(claim.job().id(), claim.token());
    return run(new ExtendLocks(keys, tokens, by.toMillis())).isEmpty() ? "extended" : "lost";
  }

  @Override
  public String sweep() {
    return run(new SweepStalled(keys, now, SWEEP_INTERVAL_MILLIS, terms.maxStalled())).toString();
  }

  @Override
  public void pause(boolean pause) {
    while (run(new Pause(keys, pause)) > 0) {
      // What a version 5 client parked comes home in steps.
    }
  }

  @Override
  public String counts() {
    JobCounts n = run(new CountJobs(keys));
    return String.format(
        Locale.ROOT,
        "%d %d %d %d %d %d %d",
        n.waiting(),
        n.active(),
        n.delayed(),
        n.prioritized(),
        n.waitingChildren(),
        n.completed(),
        n.failed());
  }

  @Override
  public String state(String id) {
    JobState state = run(new FindState(keys, id));
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public void close() {}
}
