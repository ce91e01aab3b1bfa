package dev.tidemill.wire;

import dev.tidemill.job.Keep;
import dev.tidemill.redis.Arguments;
import dev.tidemill.wire.Settlement.Completed;
import java.util.List;
import java.util.function.Function;

/**
 * Completed jobs that are kept alike and claims for more, as {@code settleAlike.lua} reads them.
 */
final class AlikeRound {

  private AlikeRound() {}

  /** Whether a call is such a one. */
  static boolean isOne(SettleAndClaim call) {
    ClaimTerms terms = call.terms();
    return !call.resent()
        && call.metrics() == 0
        && !terms.workers().isEmpty()
        && terms.limitMax() == 0
        && areKeptAlike(call.settlements());
  }

  private static boolean areKeptAlike(List<Settlement> settlements) {
    Keep keep = null;
    for (Settlement settlement : settlements) {
      if (!(settlement instanceof Completed completed)) {
        return false;
      }
      if (keep == null) {
        keep = completed.keep();
      }
      if (!completed.keep().equals(keep)) {
        return false;
      }
    }
    return keep == null || isAllOrNone(keep);
  }

  private static boolean isAllOrNone(Keep keep) {
    Long count = keep.count();
    return keep.age() == null && (count == null || count <= 0);
  }

  static Arguments write(SettleAndClaim call) {
    ClaimTerms terms = call.terms();
    List<Completed> all = call.settlements().stream().map(Completed.class::cast).toList();
    Column<String> names = new Column<>(terms.workers(), name -> name);
    Column<Completed> ends = new Column<>(all, done -> Long.toString(done.at()));
    Column<Completed> values = new Column<>(all, Completed::returnValue);
    Column<Completed> attempts = new Column<>(all, done -> Integer.toString(done.attempt()));
    Arguments arguments = new Arguments().add(call.keys().stem()).add(call.now());
    arguments.add(call.ledgerKey()).add(terms.workers().size());
    arguments.add(terms.tokenStem()).add(terms.firstToken()).add(terms.lockMillis());
    arguments.add(terms.atOnce()).add(terms.apart()).add(count(all)).add(all.size());
    arguments.add(names.shared() + ends.shared() + values.shared() + attempts.shared());
    names.write(arguments);
    all.forEach(done -> arguments.add(done.id()));
    all.forEach(done -> arguments.add(done.token()));
    ends.write(arguments);
    values.write(arguments);
    attempts.write(arguments);
    return arguments;
  }

  private static String count(List<Completed> all) {
    Long count = all.isEmpty() ? null : all.getFirst().keep().count();
    return count == null ? "" : count.toString();
  }

  /** One value of each, or a single one where all have the same. */
  private record Column<T>(List<T> all, Function<T, String> value) {

    private boolean isShared() {
      return !all.isEmpty()
          && all.stream().map(value).allMatch(value.apply(all.getFirst())::equals);
    }

    String shared() {
      return isShared() ? "1" : "0";
    }

    void write(Arguments arguments) {
      for (T one : isShared() ? all.subList(0, 1) : all) {
        arguments.addJson(value.apply(one)); // names and numbers are as they would be without
      }
    }
  }
}
