package dev.tidemill.server.api.search;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobFilter;
import dev.tidemill.job.JobFilter.In;
import dev.tidemill.job.JobFilter.Term;
import dev.tidemill.server.api.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for, as people write it: words apart by spaces, all of which must fit.
 *
 * <pre>
 * timeout              in the name, the error or the payload; or the id itself
 * id:42                that job
 * name:mail            part of the name
 * error:"timed out"    part of the error
 * data:ann@x.org       part of the payload as it is written
 * data.user.id:7       the value at that place in the payload
 * </pre>
 *
 * @param id the one job that is meant, or null
 * @param filter what Redis looks for
 * @param places what is looked at in the payloads of those that Redis finds
 * @param text as it was written
 */
public record SearchText(
    @Nullable String id, JobFilter filter, List<PathTerm> places, String text) {

  private static final Pattern WORD =
      Pattern.compile("(?:([a-z]+)((?:\\.[^\\s:\"]+)?):)?(?:\"([^\"]*)\"|(\\S+))");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 _.@-]+");

  /** Keeps its own copy. */
  public SearchText {
    places = List.copyOf(places);
  }

  /**
   * Reads it.
   *
   * @throws Refused when a word cannot be read
   */
  public static SearchText parse(String text) {
    List<Term> terms = new ArrayList<>();
    List<PathTerm> places = new ArrayList<>();
    String id = null;
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      String field = word.group(1) == null ? "any" : word.group(1);
      String path = word.group(2) == null ? "" : word.group(2);
      String value = word.group(3) == null ? word.group(4) : word.group(3);
      if (field.equals("id")) {
        id = value;
      } else if (field.equals("data") && !path.isEmpty()) {
        places.add(PathTerm.of(path.substring(1), value));
        terms.add(new Term(In.DATA, PLAIN.matcher(value).matches() ? value : ""));
      } else {
        terms.add(new Term(in(field + path), value));
      }
    }
    if (terms.isEmpty() && id == null) {
      throw Refused.invalid("q", text, "give a word, or id:…, name:…, error:…, data.path:…");
    }
    return new SearchText(id, new JobFilter(terms), places, text);
  }

  private static In in(String field) {
    return switch (field) {
      case "any" -> In.ANY;
      case "name" -> In.NAME;
      case "error" -> In.ERROR;
      case "data" -> In.DATA;
      default ->
          throw Refused.invalid(
              "q", field + ":", "name one of id, name, error, data, data.path; or quote the word");
    };
  }

  /** The one word that may be an id, or null. */
  @Nullable String perhapsId() {
    boolean single = filter.terms().size() == 1 && filter.terms().getFirst().in() == In.ANY;
    return single && id == null ? filter.terms().getFirst().text() : null;
  }

  /** Whether the values at the places in a job's payload fit. */
  public boolean fits(Job job) {
    return places.stream().allMatch(place -> place.fits(job.data()));
  }

  /** Whether payloads have to be looked into. */
  public boolean looksIntoPayloads() {
    return !places.isEmpty();
  }
}
