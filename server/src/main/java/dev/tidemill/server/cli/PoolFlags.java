package dev.tidemill.server.cli;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.Keep;
import dev.tidemill.pool.handler.WorkTime;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.store.NodeProcess;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say what the pool does. */
@Command(name = "pool", header = "Pool")
final class PoolFlags {

  /** Which of a role's workers turns first. */
  enum Turn {
    fifo,
    lifo
  }

  /** How the number of pushers and pullers changes. */
  enum Policy {
    staircase,
    fixed,
    balance
  }

  /** What happens at a line that cannot be a message. */
  enum BadLine {
    stop,
    skip
  }

  /** What workers run on. */
  enum Threads {
    virtual,
    platform
  }

  private static final int MOST_WORKERS = 1000;

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec spec;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "generate, lines:FILE, lines:- or none")
  @Nullable String source;

  @Option(
      names = "--handler",
      paramLabel = "HANDLER",
      description = "complete, exec:COMMAND, http://…, lines:FILE or none")
  @Nullable String handler;

  @Option(
      names = "--on-bad-line",
      paramLabel = "stop|skip",
      description = "at a line that is too long or not UTF-8")
  BadLine onBadLine = BadLine.stop;

  @Option(
      names = "--fsync",
      description = "lines:FILE asks the disk before a message is done",
      fallbackValue = "true")
  boolean fsync;

  @Option(
      names = "--push-interval",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "time between two messages of a pusher")
  Duration pushInterval = Duration.ZERO;

  @Option(
      names = "--limiter",
      paramLabel = "RATE",
      converter = RateText.class,
      description = "most that is handled, as 10/s, or none")
  RateText.Given limiter = new RateText.Given(null);

  @Option(
      names = "--max-backlog",
      paramLabel = "N",
      description = "messages that wait before pushers do; 0: no bound")
  long maxBacklog;

  @Option(
      names = "--work",
      paramLabel = "TIME",
      converter = WorkText.class,
      description = "time that complete and lines take, as 1s or 0..2s")
  WorkTime work = WorkTime.NONE;

  @Option(
      names = "--max-pushers",
      paramLabel = "N",
      description = "most that push at once (env MAX_PUSHERS)")
  int maxPushers;

  @Option(
      names = "--max-pullers",
      paramLabel = "N",
      description = "most that pull at once (env MAX_PULLERS)")
  int maxPullers;

  @Option(names = "--min-pushers", paramLabel = "N", description = "fewest that push")
  int minPushers;

  @Option(names = "--min-pullers", paramLabel = "N", description = "fewest that pull")
  int minPullers;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description = "staircase, fixed, or balance: by waiting times")
  Policy policy = Policy.staircase;

  @Mixin final TargetWaitFlag targetWait = new TargetWaitFlag();

  @Option(names = "--switch-every", paramLabel = "N", description = "messages to a switch")
  int switchEvery;

  @Option(
      names = "--turn-order",
      paramLabel = "fifo|lifo",
      description = "who turns first: longest or shortest in role")
  Turn turnOrder = Turn.fifo;

  @Option(names = "--attempts", paramLabel = "N", description = "tries of a message")
  int attempts;

  @Option(
      names = "--backoff",
      paramLabel = "KIND:TIME",
      converter = BackoffText.class,
      description = "wait between tries: fixed:1s or exponential:1s")
  @Nullable Backoff backoff;

  @Option(
      names = "--keep",
      paramLabel = "N|AGE|all|none",
      converter = KeepText.class,
      description = "failed messages that stay to be seen")
  Keep keep = Keep.all();

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "this process among the pool's [host name]")
  String node = "";

  @Option(
      names = "--threads",
      paramLabel = "virtual|platform",
      description = "platform for busy cores and full speed")
  Threads threads = Threads.virtual;

  PoolConfig config() {
    OptionCheck check = new OptionCheck(spec);
    String from = check.present("--source", source, "lines:FILE, lines:-, generate or none");
    String to =
        check.present("--handler", handler, "complete, exec:COMMAND, http://…, lines:FILE or none");
    check.within("--max-pushers", maxPushers, 1, MOST_WORKERS);
    check.within("--max-pullers", maxPullers, 1, MOST_WORKERS);
    check.within("--min-pushers", minPushers, 1, maxPushers);
    check.within("--min-pullers", minPullers, 1, maxPullers);
    check.within("--switch-every", switchEvery, 1, Integer.MAX_VALUE);
    check.within("--max-backlog", maxBacklog, 0, Integer.MAX_VALUE);
    check.within("--attempts", attempts, 1, Integer.MAX_VALUE);
    return new PoolConfig(
        new PoolConfig.Ends(from, onBadLine == BadLine.skip, to, fsync),
        new PoolConfig.Pace(pushInterval, limiter.rate(), maxBacklog, work),
        crew(targetWait.checked(check)),
        new PoolConfig.Jobs(attempts, backoff, keep),
        node.isBlank() ? NodeProcess.here().host() : node,
        threads == Threads.platform);
  }

  private PoolConfig.Crew crew(Duration wait) {
    Limits limits = new Limits(maxPushers, maxPullers, minPushers, minPullers);
    boolean lifo = turnOrder == Turn.lifo;
    return new PoolConfig.Crew(limits, switchEvery, lifo, kind(policy), wait);
  }

  static PolicyKind kind(Policy policy) {
    return switch (policy) {
      case staircase -> PolicyKind.STAIRCASE;
      case fixed -> PolicyKind.FIXED;
      case balance -> PolicyKind.BALANCE;
    };
  }
}
