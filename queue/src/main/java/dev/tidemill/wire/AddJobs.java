package dev.tidemill.wire;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.time.Instant;
import java.util.ArrayList;
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

  private static final LuaScript LUA = ScriptFile.load("addJobs");

  /**
   * What came of it.
   *
   * @param ledger the ledger's word; anything but {@code none} and {@code added} means that this
   *     call stored nothing
   * @param ids one per job, in order
   * @param refused Redis's words for the first job that could not be stored, or null
   */
  public record Added(LedgerReply ledger, List<String> ids, @Nullable String refused) {}

  @Override
  public LuaScript lua() {
    return LUA;
  }

  @Override
  public String key() {
    return keys.meta();
  }

  @Override
  public Arguments arguments() {
    Arguments arguments = new Arguments().add(keys.stem()).add(jobs.size());
    if (ledger == null) {
      arguments.add("");
    } else {
      ledger.write(arguments);
    }
    for (NewJob job : jobs) {
      JobOptions options = job.options();
      Instant made = options.timestamp();
      arguments
          .add(options.id())
          .add(job.name())
          .add(job.data())
          .add(OptionsJson.write(options))
          .add(made == null ? now : made.toEpochMilli())
          .add(options.delay().toMillis())
          .add(options.priority())
          .add(options.lifo());
    }
    return arguments;
  }

  @Override
  public Added read(Reply reply) {
    List<String> ids = new ArrayList<>(jobs.size());
    String refused = null;
    for (Reply id : reply.list().get(1).list()) {
      String error = id.error();
      if (error != null && refused == null) {
        refused = error;
      }
      ids.add(error == null ? id.text() : "");
    }
    return new Added(LedgerReply.read(reply.list().get(0)), ids, refused);
  }
}
