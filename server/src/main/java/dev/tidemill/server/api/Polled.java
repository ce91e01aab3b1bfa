package dev.tidemill.server.api;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Answers those who take what is a second old ({@code Cache-Control: max-age=1}) and ask for the
 * same once for all of them; whoever does not say so is answered anew.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Polled {

  private static final Pattern OLD_IS_TAKEN =
      Pattern.compile("(?:^|.*[,\\s])max-age=0*[1-9]\\d*(?:[,\\s].*|$)");
  private static final long KEPT = Duration.ofSeconds(2).toNanos();
  private static final int MOST = 100; // an answer may be long

  /** A stream goes on where the headers of its request say. */
  private static final String EVENTS = "/api/v1/events";

  private final Deeds deeds;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Question, Asked> known = new LinkedHashMap<>(16, 0.75f, true); // under lock

  private record Question(String path, Map<String, String> query) {}

  private record Asked(Shared<Supplier<Answer>> answer, long at) {}

  /**
   * Nothing asked yet.
   *
   * @param deeds after each of which all is asked anew
   */
  public Polled(Deeds deeds) {
    this.deeds = deeds;
  }

  /** The same route, for many who ask at once. */
  public Route shared(Route route) {
    if (!route.method().equals("GET")
        || !route.path().startsWith("/api/")
        || route.path().equals(EVENTS)) {
      return route;
    }
    return route.with(
        request -> takesOld(request) ? told(route, request) : route.handler().answer(request));
  }

  private static boolean takesOld(Request request) {
    String said = request.header("cache-control");
    return said != null && OLD_IS_TAKEN.matcher(said).matches();
  }

  private Answer told(Route route, Request request) {
    return Tagged.again(request, shared(route, Tagged.without(request)).get().get());
  }

  private Shared<Supplier<Answer>> shared(Route route, Request request) {
    Question question = new Question(request.path(), request.query());
    long now = System.nanoTime();
    lock.lock();
    try {
      Asked before = known.get(question);
      Asked asked =
          new Asked(
              before == null ? new Shared<>(deeds, () -> ask(route, request)) : before.answer(),
              now);
      known.put(question, asked);
      forgetOld(now);
      return asked.answer();
    } finally {
      lock.unlock();
    }
  }

  /** Those that nobody asks for any more: who was asked for longest ago comes first. */
  private void forgetOld(long now) {
    Iterator<Asked> all = known.values().iterator();
    while (all.hasNext()) {
      boolean old = now - all.next().at() >= KEPT;
      if (!old && known.size() <= MOST) {
        return;
      }
      all.remove();
    }
  }

  /** That something is not there costs as much as what is; that Redis is away is asked anew. */
  private static Supplier<Answer> ask(Route route, Request request) {
    try {
      Answer answer = route.handler().answer(request);
      return () -> answer;
    } catch (Refused e) {
      Problem problem = e.problem();
      if (problem.code().status() >= 500) {
        throw e;
      }
      return () -> {
        throw new Refused(problem);
      };
    }
  }
}
