package dev.tidemill.queue;

import dev.tidemill.job.JobRef;
import dev.tidemill.job.NewJob;
import dev.tidemill.loop.Batcher;
import dev.tidemill.redis.CommandRejected;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisRoute;
import dev.tidemill.redis.Scripting;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.AddJobs;
import dev.tidemill.wire.OwnNames;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.wire.Stored;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The way of a queue's new jobs into Redis.
 *
 * <p><b>Threading:</b> any thread. Single jobs of many threads travel together, in the order in
 * which they were called.
 */
final class AddLine implements AutoCloseable {

  private static final int MOST_ADDS = 128;
  private static final long MOST_CHARS = 1 << 20;

  private final QueueKeys keys;
  private final QueueSettings settings;
  private final boolean overChannel; // which an interruption closes, whoever's thread it is
  private final RedisConnection adding;
  private final SharedConnection asking;
  private final KnownQueues known;
  private final InstantSource clock;
  private final SlotGuard slots;
  private final Staging staging;
  private final Batcher<NewJob, Stored> adds =
      new Batcher<>(this::send, MOST_ADDS, AddLine::chars, MOST_CHARS);
  private final Executor sender;

  AddLine(
      QueueOptions queue,
      RedisConnection adding,
      SharedConnection asking,
      KnownQueues known,
      InstantSource clock) {
    this.keys = new QueueKeys(queue.prefix(), queue.name());
    this.settings = queue.settings();
    this.overChannel = queue.redis().route() instanceof RedisRoute.UnixSocket;
    this.known = known;
    this.adding = adding;
    this.asking = asking;
    this.clock = clock;
    this.slots = new SlotGuard(asking);
    this.staging = new Staging(keys);
    this.sender = sender(keys.queue());
  }

  /**
   * One thread, there only while it is needed. Of the platform's: blocking callers may wait for a
   * batch that it leads, also when handlers keep all carriers busy. Nobody interrupts it.
   */
  private static Executor sender(String queue) {
    return new ThreadPoolExecutor(
        0,
        1,
        1,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        Thread.ofPlatform().daemon().name("tidemill-adds-" + queue).factory());
  }

  String add(NewJob bare) {
    NewJob job = settings.filled(bare);
    check(job);
    return AddAnswer.id(submit(job), job, qualifiedName());
  }

  /** An interruption of a virtual thread closes what it sends over, for all of its batch. */
  private Stored submit(NewJob job) {
    return overChannel || Thread.currentThread().isVirtual()
        ? adds.submit(job, sender)
        : adds.submit(job);
  }

  /** A child is written to its parent's queue too. */
  private void check(NewJob job) {
    OwnNames.refuse(job.options());
    slots.check(keys, job);
    JobRef parent = job.options().parent();
    if (parent != null && !parent.queue().equals(qualifiedName())) {
      known.look(QueueKeys.of(parent), asking);
    }
  }

  /** Adds them in order and waits for nothing; what {@code jobs} throws is told as well. */
  <R> CompletionStage<R> hand(Supplier<List<NewJob>> jobs, Function<List<String>, R> reader) {
    try {
      List<NewJob> all = filled(jobs.get());
      all.forEach(this::check);
      return adds.handOver(
          all, stored -> reader.apply(AddAnswer.ids(stored, all, qualifiedName())), sender);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  List<String> addAll(List<NewJob> bare) {
    List<NewJob> jobs = filled(bare);
    jobs.forEach(this::check);
    List<String> ids = new ArrayList<>(jobs.size());
    int from = 0;
    while (from < jobs.size()) {
      int to = end(jobs, from);
      List<NewJob> part = jobs.subList(from, to);
      List<Stored> stored = inDoubt(() -> stored(part, asking), part.size() + " jobs");
      ids.addAll(AddAnswer.ids(stored, part, qualifiedName()));
      from = to;
    }
    return ids;
  }

  private List<NewJob> filled(List<NewJob> bare) {
    return bare.stream().map(settings::filled).toList();
  }

  private static int end(List<NewJob> jobs, int from) {
    int to = from;
    long chars = 0;
    while (to < jobs.size() && to - from < MOST_ADDS && (to == from || chars < MOST_CHARS)) {
      chars += chars(jobs.get(to));
      to++;
    }
    return to;
  }

  private static long chars(NewJob job) {
    return job.data().length();
  }

  private List<Stored> send(List<NewJob> jobs) {
    return inDoubt(() -> stored(jobs, adding), jobs.size() + " jobs");
  }

  private List<Stored> stored(List<NewJob> jobs, Scripting connection) {
    long now = clock.millis();
    List<Stored> staged = staging.add(jobs, now, connection);
    return staged == null
        ? ScriptRunner.run(new AddJobs(keys, jobs, now, null), connection).jobs()
        : staged;
  }

  private String qualifiedName() {
    return keys.prefix() + ":" + keys.queue();
  }

  private <R> R inDoubt(Supplier<R> write, String what) {
    try {
      return write.get();
    } catch (ConnectionLost e) {
      if (!e.sent()) {
        throw e;
      }
      throw new OutcomeUnknown(
          "Adding %s to %s was not answered: they may be there or not. Look before adding again"
              .formatted(what, keys.called()),
          e);
    } catch (CommandRejected e) {
      throw String.valueOf(e.getMessage()).contains("WRONGTYPE") ? foreign(what, e) : e;
    }
  }

  private ForeignKey foreign(String what, CommandRejected e) {
    return new ForeignKey(
        "Adding %s to %s was refused and added nothing: %s"
            .formatted(what, keys.called(), e.getMessage()),
        e);
  }

  @Override
  public void close() {
    adding.close();
  }
}
