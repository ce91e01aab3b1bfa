package dev.tidemill.interop;

import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.Reply;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the participants of the fleet noted, judged: nobody may be at a job that is another's. */
final class FleetRecords {

  private record Hold(String token, String who) {}

  private final Map<String, Hold> open = new HashMap<>();
  private final Set<String> dead = new HashSet<>();
  private int begun;
  private int overlaps;
  private int foreign;

  /** Reads the records from their first to their last. */
  static FleetRecords of(RedisConnection redis, String stream) {
    FleetRecords records = new FleetRecords();
    String from = "-";
    while (true) {
      List<Reply> page = redis.call("XRANGE", stream, from, "+", "COUNT", "5000").list();
      for (Reply entry : page) {
        records.take(entry.list().get(1).fields());
        from = "(" + entry.list().getFirst().text();
      }
      if (page.isEmpty()) {
        return records;
      }
    }
  }

  private void take(Map<String, String> record) {
    String who = record.getOrDefault("who", "");
    String id = record.getOrDefault("id", "");
    Hold hold = new Hold(record.getOrDefault("token", ""), who);
    switch (record.getOrDefault("what", "")) {
      case "killed" -> {
        dead.add(who);
        open.values().removeIf(each -> each.who().equals(who));
      }
      case "begin" -> begin(id, hold, "1".equals(record.get("owned")));
      default -> open.remove(id, hold);
    }
  }

  private void begin(String id, Hold hold, boolean owned) {
    if (dead.contains(hold.who())) {
      return; // was on its way to Redis when its sender died
    }
    begun++;
    foreign += owned ? 0 : 1;
    overlaps += open.put(id, hold) == null ? 0 : 1;
  }

  int begun() {
    return begun;
  }

  /** How often somebody began with a job that another living participant was at. */
  int overlaps() {
    return overlaps;
  }

  /** How often somebody began with a job whose lock was not its own. */
  int foreign() {
    return foreign;
  }
}
