import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks every route that reads, lists from their first page to their last, and takes the time. */
final class RouteTimes {

  private static final int TIMES = 30;
  private static final int AGAIN = 5;
  private static final double LIMIT = 200; // ms
  private static final int MOST_PAGES = 6_000;
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
  private static final Pattern ROUTE =
      Pattern.compile("\"(/[^\"]*)\": \\{\\s*\"get\"", Pattern.MULTILINE);
  private static final List<String> SEARCHES =
      List.of(
          "q=nowhere",
          "q=hello%20nowhere&state=failed",
          "q=error:timed&state=failed",
          "q=data.user.id:77",
          "q=data:user77@x.org&state=waiting",
          "q=name:mail&data=true",
          "q=id:77");

  private final OwnServer server;
  private final OwnRedis redis;
  private final String id;
  private final Map<String, Double> costs = new LinkedHashMap<>();
  private final Map<String, List<Double>> taken = new LinkedHashMap<>();
  private final List<String> slow = new ArrayList<>();
  private final List<String> odd = new ArrayList<>();

  RouteTimes(OwnServer server, OwnRedis redis, String id) {
    this.server = server;
    this.redis = redis;
    this.id = id;
  }

  void ask() {
    Matcher route = ROUTE.matcher(server.get("/openapi.json").body());
    while (route.find()) {
      String path = route.group(1);
      boolean wanting = path.matches(".*(/events|/redis/keys|\\{operation})");
      if (!wanting) {
        for (int n = 0; n < TIMES; n++) {
          ask(path, filled(path));
        }
      }
    }
    ask("/", "/");
    String jobs = "/api/v1/queues/" + MillionJobs.NAME + "/jobs?limit=200";
    for (String state : List.of("waiting", "failed", "completed", "delayed", "prioritized")) {
      scripted("jobs, all pages of " + state, jobs + "&state=" + state, MOST_PAGES);
    }
    scripted("jobs with data", jobs + "&state=failed&data=true", 50);
    SEARCHES.forEach(search -> scripted("search " + search, jobs + "&" + search, 40));
    pages("keys", "/api/v1/redis/keys?queue=" + MillionJobs.NAME, 50);
  }

  private String filled(String path) {
    return path.replace("{queue}", MillionJobs.NAME)
        .replace("{id}", id)
        .replace("{scheduler}", "hourly")
        .replace("{worker}", "w01")
        .replace("{code}", "validation")
        .replace("{key}", "bull:" + MillionJobs.NAME + ":failed");
  }

  /** Pages that scripts read: what Redis works meanwhile is theirs, nearly all of it. */
  private void scripted(String name, String path, int most) {
    double[] before = redis.scriptCost();
    pages(name, path, most);
    double[] after = redis.scriptCost();
    double scripts = after[1] - before[1];
    if (scripts >= most / 2.0) {
      costs.put(name, (after[0] - before[0]) / scripts);
    }
  }

  private void pages(String name, String path, int most) {
    String cursor = "";
    for (int n = 0; n < most && cursor != null; n++) {
      Matcher next = NEXT.matcher(ask(name, path + cursor));
      cursor =
          next.find()
              ? "&cursor=" + URLEncoder.encode(next.group(1), StandardCharsets.UTF_8)
              : null;
    }
  }

  /** One that took too long is asked again: what it can do counts, not what the machine did. */
  private String ask(String name, String path) {
    List<Double> all = taken.computeIfAbsent(name, none -> new ArrayList<>());
    long began = System.nanoTime();
    HttpResponse<String> answer = server.get(path);
    double took = (System.nanoTime() - began) / 1e6;
    all.add(took);
    if (answer.statusCode() != 200 && answer.statusCode() != 404) {
      odd.add(name + " " + answer.statusCode());
    }
    if (took > LIMIT) {
      List<Double> again = new ArrayList<>();
      for (int n = 0; n < AGAIN; n++) {
        pause();
        long anew = System.nanoTime();
        server.get(path);
        again.add((System.nanoTime() - anew) / 1e6);
      }
      Collections.sort(again);
      if (again.get(AGAIN / 2) > LIMIT) {
        slow.add("%s %.0f ms, again %.0f ms".formatted(name, took, again.get(AGAIN / 2)));
      }
    }
    return answer.body();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(300);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The processor time of Redis that a script took, on average of the list where it is most. */
  String dearest() {
    return costs.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(most -> "%.0f us of processor time (%s)".formatted(most.getValue(), most.getKey()))
        .orElse("");
  }

  boolean isGood() {
    return slow.isEmpty() && odd.isEmpty();
  }

  private static double quantile(List<Double> sorted, double part) {
    return sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * part)));
  }

  String table() {
    StringBuilder text = new StringBuilder();
    taken.forEach(
        (name, all) -> {
          List<Double> sorted = all.stream().sorted().toList();
          text.append(
              "%7d  p50 %6.1f  p99 %6.1f  max %6.1f ms  %5.0f us a script  %s%n"
                  .formatted(
                      sorted.size(),
                      quantile(sorted, 0.5),
                      quantile(sorted, 0.99),
                      sorted.getLast(),
                      costs.getOrDefault(name, 0.0),
                      name));
        });
    slow.forEach(one -> text.append("slow: ").append(one).append('\n'));
    odd.forEach(one -> text.append("odd: ").append(one).append('\n'));
    return text.toString();
  }

  String summary() {
    List<Double> all = taken.values().stream().flatMap(List::stream).sorted().toList();
    long over = all.stream().filter(took -> took > LIMIT).count();
    return "%d requests to %d routes and lists p50 %.1f p99 %.1f max %.0f ms, %d over %.0f ms of which %d again"
        .formatted(
            all.size(),
            taken.size(),
            quantile(all, 0.5),
            quantile(all, 0.99),
            all.getLast(),
            over,
            LIMIT,
            slow.size());
  }
}
