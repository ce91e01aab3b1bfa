package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import java.util.List;

/**
 * Under which terms jobs are claimed.
 *
 * @param workers one name per free slot, in the order in which they are served; an empty name is
 *     not written to the job
 * @param tokenStem what every token begins with
 * @param firstToken number of the first token; the others follow
 * @param lockMillis how long a lock lasts
 * @param limitMax how many may start in a window, or 0 for no limit
 * @param limitMillis the window
 * @param atOnce how many to take from the line before their size is looked at
 * @param apart whether the jobs' hashes may be left out of the answer, to be read by plain
 *     commands: a script that hands on a hash costs Redis several times what the command does
 */
public record ClaimTerms(
    List<String> workers,
    String tokenStem,
    long firstToken,
    long lockMillis,
    int limitMax,
    long limitMillis,
    int atOnce,
    boolean apart) {

  /** The token of the job that is claimed as the n-th, counted from 0. */
  String token(int n) {
    return tokenStem + (firstToken + n);
  }

  void write(Arguments arguments) {
    arguments.add(workers.size()).add(tokenStem).add(firstToken).add(lockMillis);
    arguments.add(limitMax > 0 ? Integer.toString(limitMax) : "");
    arguments.add(limitMax > 0 ? Long.toString(limitMillis) : "");
    arguments.add(atOnce).add(apart);
    for (String worker : workers) {
      arguments.add(worker);
    }
  }
}
