package dev.tidemill.wire;

import dev.tidemill.job.NewJob;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds jobs in the order given, under a ledger or without one.
 *
 * @param keys of the queue
 * @param jobs at most a few hundred
 * @param now Unix milliseconds for those that bring no timestamp
 * @param ledger what the ledger is told, or null for none
 */
public record AddJobs(QueueKeys keys, List<NewJob> jobs, long now, @Nullable LedgerEntry ledger)
    implements Script<AddJobs.Added> {

  private static final LuaScript ALIKE = ScriptFile.load("addAlike");
  private static final LuaScript PLAIN = ScriptFile.load("addJobs");
  private static final LuaScript RELATED = ScriptFile.load("addRelatedJobs");

  /**
   * What came of it.
   *
   * @param ledger the ledger's word; anything but {@code none} and {@code added} means that this
   *     call stored nothing
   * @param jobs one per job, in order
   */
  public record Added(LedgerReply ledger, List<Stored> jobs) {

    /** One id per job, in order; empty where one was refused. */
    public List<String> ids() {
      return jobs.stream().map(Stored::id).toList();
    }
  }

  @Override
  public LuaScript lua() {
    return JobArguments.areAlike(jobs) ? ALIKE : anyRelated() ? RELATED : PLAIN;
  }

  /** Jobs that have nothing to do with others are spared the longer script. */
  private boolean anyRelated() {
    return jobs.stream().anyMatch(JobArguments::isRelated);
  }

  @Override
  public String key() {
    return keys.meta();
  }

  @Override
  public Arguments arguments() {
    Arguments arguments = new Arguments().add(keys.stem());
    if (JobArguments.areAlike(jobs)) {
      writeLedger(arguments);
      JobArguments.writeAlike(jobs, now, arguments);
      return arguments;
    }
    arguments.add(jobs.size());
    boolean related = anyRelated();
    if (related) {
      arguments.add(jobs.stream().allMatch(job -> job.options().parent() == null));
    }
    writeLedger(arguments);
    for (NewJob job : jobs) {
      if (related) {
        JobArguments.writeRelated(job, now, arguments);
      } else {
        JobArguments.writePlain(job, now, arguments);
      }
    }
    return arguments;
  }

  private void writeLedger(Arguments arguments) {
    if (ledger == null) {
      arguments.add("");
    } else {
      ledger.write(arguments);
    }
  }

  @Override
  public Added read(Reply reply) {
    return new Added(
        LedgerReply.read(reply.list().get(0)),
        reply.list().get(1).list().stream().map(Stored::read).toList());
  }
}
