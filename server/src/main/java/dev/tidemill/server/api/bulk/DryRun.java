package dev.tidemill.server.api.bulk;

import dev.tidemill.job.JobAnchor;
import dev.tidemill.job.JobState;
import dev.tidemill.queue.Queue;
import dev.tidemill.server.api.Json;
import dev.tidemill.server.api.job.JobJson;
import dev.tidemill.server.api.job.Place;
import dev.tidemill.server.api.search.Search;
import dev.tidemill.server.api.search.SearchText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells what a bulk would do to which jobs, as far as that can be looked up within a request. */
final class DryRun {

  private static final Duration TIME = Duration.ofMillis(100);
  private static final int SAMPLE = 10;

  private DryRun() {}

  static ObjectNode of(Queue queue, Selection selection) {
    JobState state = selection.state();
    ObjectNode answer = Json.object().put("action", selection.action()).put("dryRun", true);
    long total = queue.jobs().counts(state).values().iterator().next();
    SearchText text = selection.text();
    List<String> sample = new ArrayList<>();
    if (text == null) {
      sample.addAll(queue.pages().page(state, JobAnchor.BEGINNING, SAMPLE).ids());
      answer.put("matched", Math.min(total, selection.limit())).put("complete", true);
      answer.put("searched", total);
    } else {
      search(answer, new Search(queue, text, List.of(state), Place.BEGINNING), sample, total);
    }
    ArrayNode items = answer.put("total", total).putArray("sample");
    queue.pages().read(sample, false).forEach(job -> items.add(JobJson.brief(job, state)));
    return answer;
  }

  private static void search(ObjectNode answer, Search search, List<String> sample, long total) {
    long began = System.nanoTime();
    long matched = 0;
    while (search.at() != null && System.nanoTime() - began < TIME.toNanos()) {
      List<Search.Hit> hits = search.step(200);
      matched += hits.size();
      hits.stream().limit(SAMPLE - sample.size()).forEach(hit -> sample.add(hit.id()));
    }
    Place at = search.at();
    answer.put("matched", matched).put("complete", at == null);
    answer.put("searched", at == null ? total : at.looked());
  }
}
