package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.cron.CronExpression;
import dev.tidemill.cron.CronZone;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Next times of cron patterns beside those of the cron-parser that BullMQ brings: {@code
 * -Dtidemill.cron=N} patterns drawn from {@code -Dtidemill.cron.seed=SEED}, those by hand, in five
 * zones, from the hours before two changes of the clock. A pattern that both refuse does not count.
 */
@ExtendWith(NodeExtension.class)
final class CronEqualTest {

  /** Zones whose rules have stood for long, two of them with half hours. */
  private static final List<String> ZONES =
      List.of(
          "Europe/Berlin",
          "America/New_York",
          "Australia/Sydney",
          "Australia/Lord_Howe",
          "America/St_Johns");

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final String HASH_SEED = "tidemill";
  private static final int RUNS = 10; // from each of two changes
  private static final int BATCH = 10; // some take Node.js a second each

  /** One question, to both. */
  private record Case(String pattern, String zone, long from) {

    List<Object> asked() {
      return List.of(pattern, zone, from, RUNS);
    }

    List<String> ours() {
      List<String> times = new ArrayList<>();
      try {
        Instant at = Instant.ofEpochMilli(from);
        while (times.size() < RUNS) {
          at = CronExpression.parse(pattern, HASH_SEED).next(at, CronZone.of(zone), null);
          if (at == null) {
            times.add("none");
            break;
          }
          times.add(Long.toString(at.toEpochMilli()));
        }
      } catch (IllegalArgumentException e) {
        times.add("refused");
      }
      return times;
    }
  }

  @TestFactory
  Stream<DynamicTest> nextTimesAreThoseOfNode(NodePeer node) {
    long seed = Long.getLong("tidemill.cron.seed", System.nanoTime() % 1_000_000);
    int drawn = Integer.getInteger("tidemill.cron", 1000);
    return Stream.of(
        DynamicTest.dynamicTest(
            drawn + " patterns of seed " + seed, () -> play(node, seed, drawn)));
  }

  private static void play(NodePeer node, long seed, int drawn) {
    CronPatterns patterns = new CronPatterns(seed);
    Random random = new Random(seed);
    Iterator<String> byHand = CronPatterns.BY_HAND.iterator();
    List<String> some = new ArrayList<>();
    long usable = 0;
    long runs = 0;
    int refused = 0;
    String tz = "";
    while (usable < drawn) {
      while (some.size() < BATCH) {
        some.add(byHand.hasNext() ? byHand.next() : patterns.next());
      }
      List<Case> cases = some.stream().flatMap(pattern -> cases(pattern, random)).toList();
      JsonNode told =
          node.call(
              "cron", Map.of("cases", cases.stream().map(Case::asked).toList(), "seed", HASH_SEED));
      tz = told.get("tz").asString();
      int used = 0;
      for (int n = 0; n < cases.size(); n++) {
        List<String> theirs = new ArrayList<>();
        told.get("cases").get(n).forEach(time -> theirs.add(time.asString()));
        assertThat(cases.get(n).ours()).as("%s", cases.get(n)).isEqualTo(theirs);
        used += theirs.getLast().equals("refused") ? 0 : 1;
        runs += theirs.stream().filter(time -> Character.isDigit(time.charAt(0))).count();
      }
      int each = ZONES.size() * 2;
      usable += used / each;
      refused += some.size() - used / each;
      some.clear();
    }
    System.out.printf(
        "cron: seed %d: %d patterns (and %d refused by both) x %d zones x %d runs: %d next times"
            + " equal; time-zone data of Node.js %s, of Java %s%n",
        seed, usable, refused, ZONES.size(), 2 * RUNS, runs, tz, javaZones());
  }

  private static Stream<Case> cases(String pattern, Random random) {
    return ZONES.stream().flatMap(zone -> cases(pattern, zone, random));
  }

  /** From up to 40 hours before each of two changes in a row, one in each direction. */
  private static Stream<Case> cases(String pattern, String zone, Random random) {
    var rules = ZoneId.of(zone).getRules();
    Instant first = rules.nextTransition(BEGIN).getInstant();
    Instant second = rules.nextTransition(first).getInstant();
    return Stream.of(first, second)
        .map(change -> change.toEpochMilli() - random.nextInt(40 * 3_600_000))
        .map(from -> random.nextInt(3) == 0 ? from : from - from % 1000)
        .map(from -> new Case(pattern, zone, from));
  }

  private static String javaZones() {
    return ZoneRulesProvider.getVersions("Europe/Berlin").lastKey();
  }
}
