package dev.tidemill.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisDataException;

/** What an error that Redis answers means, and what to do about it. */
public final class Refusal {

  /** Answers of a server that will do it before long, or of a cluster that is settling. */
  private static final String NOT_NOW = "(?s)(LOADING|BUSY|TRYAGAIN|CLUSTERDOWN|MASTERDOWN)\\b.*";

  /** Answers of a cluster to somebody who does not know it is one. */
  private static final String SCATTERED = "(?s)(MOVED|CROSSSLOT)\\b.*|.*non local key.*";

  private static final Pattern CODE =
      Pattern.compile(
          "\\b(OOM|READONLY|MISCONF|NOREPLICAS|WRONGTYPE|NOPERM)\\b|^(BUSY|LOADING)\\b");

  private Refusal() {}

  /**
   * A server that cannot do it at the moment has carried nothing out: it is as good as not there.
   *
   * @param what was asked, and of what
   */
  static RedisException of(String what, RedisUri uri, JedisDataException e) {
    String answer = String.valueOf(e.getMessage());
    String message = what + " was refused by " + uri + ": " + answer + remedy(answer);
    boolean isFoundAnew = isOfADemotedMaster(uri, answer) && isSentinel(uri);
    return answer.matches(NOT_NOW) || isFoundAnew
        ? new ConnectionLost(message, false, e)
        : new CommandRejected(message, e);
  }

  /** It was the master once: the sentinels know who is now, and a name may mean another server. */
  static boolean isOfADemotedMaster(RedisUri uri, String answer) {
    return answer.contains("READONLY ")
        && (isSentinel(uri) || uri.route() instanceof RedisRoute.Direct);
  }

  private static boolean isSentinel(RedisUri uri) {
    return uri.route() instanceof RedisRoute.Sentinel;
  }

  /**
   * What can be done about an answer, as sentences to follow it; empty when nothing is known.
   *
   * @param answer Redis's words
   */
  public static String remedy(String answer) {
    if (answer.matches(SCATTERED)) {
      return ". Write a cluster's address as redis-cluster://host:port,host:port and keep all keys"
          + " of a queue together: give a prefix with a hash tag, such as --prefix='{bull}'";
    }
    return switch (code(answer)) {
      case "OOM" ->
          ". Nothing was changed: Redis's memory is full. Raise its maxmemory, or remove finished"
              + " jobs (clean, removeOnComplete)";
      case "READONLY" ->
          ". Nothing was changed: this Redis is a replica. Give the master's address, or that of"
              + " the sentinels, which know it: redis-sentinel://host:port/0#master";
      case "MISCONF", "NOREPLICAS" ->
          ". Nothing was changed: Redis takes no writes until it can save them, or enough replicas"
              + " follow it. Look into its log";
      case "BUSY" ->
          ". Nothing was changed: a script that somebody else runs does not end. Try again when it"
              + " has, or end it with SCRIPT KILL";
      case "LOADING" ->
          ". Nothing was changed: Redis has just started and reads its data. Try again in a while";
      case "WRONGTYPE" ->
          ". A key of another type stands where the queue has one of its own: look with TYPE which,"
              + " and have whoever writes it use another prefix";
      case "NOPERM" ->
          ". The user may not do that: let it use the keys of the queue and run scripts, as with"
              + " ACL SETUSER name ~bull:* +@all -@dangerous +info +client|list +client|setname";
      default -> "";
    };
  }

  /** Older servers put words of their own before the code of an error in a script. */
  private static String code(String answer) {
    Matcher code = CODE.matcher(answer);
    return code.find() ? code.group() : "";
  }
}
