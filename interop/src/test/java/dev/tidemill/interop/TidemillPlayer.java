package dev.tidemill.interop;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobCounts;
import dev.tidemill.job.JobState;
import dev.tidemill.job.Keep;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.wire.AddJobs;
import dev.tidemill.wire.ClaimTerms;
import dev.tidemill.wire.CountJobs;
import dev.tidemill.wire.ExtendLocks;
import dev.tidemill.wire.FindState;
import dev.tidemill.wire.Pause;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.Script;
import dev.tidemill.wire.SettleAndClaim;
import dev.tidemill.wire.Settlement;
import dev.tidemill.wire.Stored;
import dev.tidemill.wire.StoredOptions;
import dev.tidemill.wire.SweepStalled;
import java.time.Duration;
import java.util.ArrayList;
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
  private final Map<String, Job> held = new HashMap<>();
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
    return run(new AddJobs(keys, own, now, null)).jobs().stream()
        .map(TidemillPlayer::told)
        .toList()
        .toString();
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
    return claimed(token, settleAndClaim(List.of(), token));
  }

  private SettleAndClaim.Result settleAndClaim(List<Settlement> settled, @Nullable String token) {
    ClaimTerms claims =
        new ClaimTerms(
            token == null ? List.of() : List.of(terms.worker()),
            token == null ? "" : token + "-",
            1,
            terms.lock().toMillis(),
            terms.limitMax(),
            terms.limitPer().toMillis(),
            1);
    return run(new SettleAndClaim(keys, now, false, "", settled, claims, terms.metrics()));
  }

  private String claimed(String token, SettleAndClaim.Result result) {
    if (result.claims().isEmpty()) {
      return result.limitedMillis() > 0 ? "limited" : "nothing";
    }
    Job job = result.claims().getFirst().job();
    held.put(token, job);
    return job.id();
  }

  @Override
  public String complete(String token, String value, @Nullable String next) {
    Job job = Objects.requireNonNull(held.remove(token));
    Keep keep = StoredOptions.parse(job.options()).removeOnComplete();
    return ended(new Settlement.Completed(job.id(), token + "-1", now, value, kept(keep)), next);
  }

  private static Keep kept(@Nullable Keep keep) {
    return keep == null ? Keep.all() : keep;
  }

  @Override
  public String fail(String token, String reason, boolean recoverable, @Nullable String next) {
    Job job = Objects.requireNonNull(held.remove(token));
    return ended(failure(job, token + "-1", reason, recoverable), next);
  }

  private Settlement failure(Job job, String token, String reason, boolean recoverable) {
    StoredOptions options = StoredOptions.parse(job.options());
    String traces = traces(job, "Error: " + reason);
    int made = job.attemptsMade() + 1;
    if (!recoverable || made >= options.attempts()) {
      Keep keep = kept(options.removeOnFail());
      return new Settlement.Failed(job.id(), token, now, reason, traces, keep, options.attempts());
    }
    Backoff backoff = options.backoff();
    long wait = backoff == null ? 0 : backoff.millis(made, 0);
    return wait > 0
        ? new Settlement.Delayed(job.id(), token, now, reason, traces, wait)
        : new Settlement.Retried(job.id(), token, now, reason, traces, options.lifo());
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
    SettleAndClaim.Result result = settleAndClaim(List.of(settlement), next);
    SettleAndClaim.Code code = result.codes().getFirst();
    String told = code.error().isEmpty() ? Integer.toString(code.number()) : code.error();
    return next == null ? told : told + " " + claimed(next, result);
  }

  @Override
  public String putBack(String token) {
    Job job = Objects.requireNonNull(held.remove(token));
    return ended(new Settlement.Returned(job.id(), token + "-1", now), null);
  }

  @Override
  public String step(String token, Step step) {
    Job job = Objects.requireNonNull(held.get(token));
    String answer = ended(step.settlement(job.id(), token + "-1", now), null);
    if (!Step.stays(answer)) {
      held.remove(token);
    }
    return answer;
  }

  @Override
  public String extendLock(String token, Duration by) {
    Map<String, String> tokens = Map.of(Objects.requireNonNull(held.get(token)).id(), token + "-1");
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
