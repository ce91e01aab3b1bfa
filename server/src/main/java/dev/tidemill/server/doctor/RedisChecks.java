package dev.tidemill.server.doctor;

import dev.tidemill.redis.CommandRejected;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisException;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a Redis that was named. */
final class RedisChecks {

  private static final int OLDEST = 602; // 6.2
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
  private static final double NEARLY_FULL = 0.9;

  /** What is enough; the pool's copy of its state lies outside the prefix. */
  private static final String LEAVE =
      "'~systemState*' +@all -@dangerous +info '+client|list' '+client|setname'";

  private static final Duration NOTABLE = Duration.ofSeconds(1);

  private final String url;
  private final String prefix;
  private final InstantSource clock;
  private final List<Finding> findings = new ArrayList<>();

  RedisChecks(String url, String prefix, InstantSource clock) {
    this.url = url;
    this.prefix = prefix;
    this.clock = clock;
  }

  List<Finding> findings() {
    try {
      look(RedisUri.parse(url));
    } catch (IllegalArgumentException e) {
      wrong("redis", String.valueOf(e.getMessage()), "Correct --redis-url or REDIS_URL.");
    } catch (RedisException e) {
      wrong(
          "redis",
          String.valueOf(e.getMessage()),
          isOfAccess(e)
              ? "Give who may in the URL: redis://USER:PASSWORD@HOST:PORT."
              : "Start it, correct --redis-url, or leave it out to use a Redis of our own.");
    }
    return findings;
  }

  private static boolean isOfAccess(RedisException e) {
    return String.valueOf(e.getMessage()).matches("(?s).*(NOAUTH|WRONGPASS).*");
  }

  private void wrong(String check, String told, String remedy) {
    findings.add(Finding.wrong(check, told, remedy));
  }

  private void look(RedisUri uri) {
    RedisCli cli = RedisCli.of(uri);
    try (RedisConnection redis = new RedisConnection(uri, "tidemill-doctor")) {
      if (isAllowed(redis, cli)) {
        figures(redis, cli);
        skew(redis);
      }
    }
  }

  /** What workers do, and what tells who works; that a user may not is said by the answer. */
  private boolean isAllowed(RedisConnection redis, RedisCli cli) {
    try {
      redis.call("EVAL", "return redis.call('EXISTS', KEYS[1])", "1", prefix + ":doctor");
      redis.call("INFO", "server");
    } catch (CommandRejected e) {
      if (isOfAccess(e)) {
        throw e;
      }
      wrong(
          "redis user",
          String.valueOf(e.getMessage()),
          cli.line("acl setuser NAME '~%s:*' %s".formatted(prefix, LEAVE)));
      return false;
    }
    try {
      redis.call("CLIENT", "LIST", "TYPE", "pubsub");
      findings.add(Finding.ok("redis user", "may run scripts and list clients"));
    } catch (CommandRejected e) {
      findings.add(
          Finding.warning(
              "redis user",
              "may not list clients: who consumes a queue is unknown",
              cli.line("acl setuser NAME '+client|list'")));
    }
    return true;
  }

  private void figures(RedisConnection redis, RedisCli cli) {
    Map<String, String> info = info(redis.call("INFO").text());
    version(info.getOrDefault("redis_version", "0"));
    memory(info.getOrDefault("maxmemory_policy", "noeviction"), cli);
    room(figure(info, "used_memory"), figure(info, "maxmemory"), cli);
    persistence(info, cli);
    if (info.getOrDefault("role", "master").equals("slave")) {
      wrong("redis role", "it is a replica, which takes no writes", "Name its master.");
    }
  }

  private static Map<String, String> info(String text) {
    Map<String, String> info = new HashMap<>();
    text.lines()
        .map(line -> line.split(":", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> info.put(pair[0], pair[1].strip()));
    return info;
  }

  private void version(String version) {
    Matcher number = NUMBER.matcher(version);
    if (number.lookingAt()
        && 100 * Integer.parseInt(number.group(1)) + Integer.parseInt(number.group(2)) < OLDEST) {
      wrong("redis", "version " + version + " is too old", "Update it to 6.2 or newer.");
    } else {
      findings.add(Finding.ok("redis", "version " + version + " answers"));
    }
  }

  private void memory(String policy, RedisCli cli) {
    if (policy.equals("noeviction")) {
      findings.add(Finding.ok("redis memory", "it refuses writes when it is full"));
    } else {
      wrong(
          "redis memory",
          "maxmemory-policy is " + policy + ": it would throw jobs away when it is full",
          cli.setting("maxmemory-policy", "noeviction"));
    }
  }

  private static long figure(Map<String, String> info, String name) {
    String told = info.getOrDefault(name, "0");
    return told.matches("\\d{1,18}") ? Long.parseLong(told) : 0;
  }

  private void room(long used, long limit, RedisCli cli) {
    if (limit == 0) {
      findings.add(Finding.ok("redis room", Bytes.told(used) + " are used, there is no limit"));
    } else if (used <= limit * NEARLY_FULL) {
      findings.add(Finding.ok("redis room", share(used, limit)));
    } else {
      findings.add(
          Finding.warning(
              "redis room",
              share(used, limit) + ": when it is full it takes no more jobs",
              "Clean out finished jobs, or " + cli.setting("maxmemory", "MORE")));
    }
  }

  private static String share(long used, long limit) {
    return "%d %% of its %s are used".formatted(100 * used / limit, Bytes.told(limit));
  }

  private void persistence(Map<String, String> info, RedisCli cli) {
    if (info.getOrDefault("aof_enabled", "0").equals("1")) {
      findings.add(Finding.ok("redis disk", "every write is appended to a file"));
    } else {
      findings.add(
          Finding.warning(
              "redis disk",
              "appendonly is off: a crash of Redis loses what came since its last snapshot",
              cli.setting("appendonly", "yes")));
    }
  }

  /** Its clock stands for the middle of the question. */
  private void skew(RedisConnection redis) {
    long before = clock.millis();
    List<Reply> time = redis.call("TIME").list();
    long here = (before + clock.millis()) / 2;
    long there =
        Long.parseLong(time.get(0).text()) * 1000 + Long.parseLong(time.get(1).text()) / 1000;
    long apart = Math.abs(there - here);
    if (apart < NOTABLE.toMillis()) {
      findings.add(Finding.ok("clock", "within " + apart + " ms of that of Redis"));
    } else {
      findings.add(
          Finding.warning(
              "clock",
              "%d s apart from that of Redis: delays and ages are off by that"
                  .formatted(Math.round(apart / 1000.0)),
              "Have both machines set their clocks by NTP."));
    }
  }
}
