package dev.tidemill.queue;

import dev.tidemill.redis.CommandRejected;
import dev.tidemill.redis.Greeting;
import dev.tidemill.redis.NotForUs;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Scripting;
import dev.tidemill.wire.OpenQueue;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks on each connection of a queue whether the queue is for us, before anything else is done, and
 * warns once when Redis may throw jobs away.
 */
final class Opening implements Greeting {

  private static final Logger LOG = System.getLogger(Queue.class.getName());
  private static final Pattern POLICY = Pattern.compile("maxmemory_policy:(\\S+)");

  private final QueueOptions options;
  private final QueueKeys keys;
  private final boolean signs;
  private final Consumer<String> warnings;
  private final AtomicBoolean looked = new AtomicBoolean();

  /** What opens a queue; it signs it unless only somebody who works on it is there. */
  Opening(QueueOptions options, boolean signs) {
    this(options, signs, warning -> LOG.log(Level.WARNING, warning));
  }

  /** As the other, with somewhere else to warn. */
  Opening(QueueOptions options, boolean signs, Consumer<String> warnings) {
    this.warnings = warnings;
    this.options = options;
    this.keys = new QueueKeys(options.prefix(), options.name());
    this.signs = signs && options.settings().signs();
  }

  /** Only asks whether the queue is for us, for those who have little to do with it. */
  static Greeting looking(QueueOptions options) {
    QueueKeys keys = new QueueKeys(options.prefix(), options.name());
    return fresh -> look(keys, options.redis(), fresh);
  }

  /**
   * Asks whether a queue is for us.
   *
   * @throws NotForUs when it is not
   */
  static void look(QueueKeys keys, RedisUri redis, Scripting connection) {
    open(new OpenQueue(keys, false, 0, ""), redis, connection);
  }

  private static void open(OpenQueue call, RedisUri redis, Scripting connection) {
    OpenQueue.Maker maker = ScriptRunner.run(call, connection);
    if (maker.foreign()) {
      throw new NotForUs(
          "Queue %s on %s cannot be opened: it was made by %s, whose format Tidemill does not know."
                  .formatted(call.keys().called(), redis, name(maker.version()))
              + " Nothing was written to it. Give a queue of another name or prefix");
    }
  }

  @Override
  public void greet(RedisConnection fresh) {
    QueueSettings settings = options.settings();
    open(
        new OpenQueue(keys, signs, settings.maxLenEvents(), settings.pauseMode().code()),
        options.redis(),
        fresh);
    if (looked.compareAndSet(false, true)) {
      lookAtMemory(fresh);
    }
  }

  private static String name(String version) {
    return version.isEmpty() || (version.startsWith("bullmq:") && version.compareTo("bullmq:7") < 0)
        ? "BullMQ Pro (it has groups)"
        : version;
  }

  private void lookAtMemory(RedisConnection fresh) {
    try {
      Matcher policy = POLICY.matcher(fresh.call("INFO", "memory").text());
      if (policy.find() && !policy.group(1).equals("noeviction")) {
        warnings.accept(
            "Redis at %s has maxmemory-policy %s: it may throw away jobs of queue %s when its memory"
                    .formatted(options.redis(), policy.group(1), keys.called())
                + " is full. Set it to noeviction");
      }
    } catch (CommandRejected e) {
      LOG.log(Level.DEBUG, "what Redis does when its memory is full cannot be told", e);
    }
  }
}
