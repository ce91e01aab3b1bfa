package dev.tidemill.server.http;

import dev.tidemill.server.api.ProblemCode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets so many connections in at once. Who comes beyond that is told so, instead of being left to
 * wait; only whether the server is well is answered to everybody.
 *
 * <p><b>Threading:</b> any thread.
 */
final class Crowd extends Handler.Wrapper implements Connection.Listener {

  /** So many more are let in to be told; beyond them nobody is heard until some have gone. */
  static final int SPARE = 64;

  private static final String LATER = "10"; // seconds
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final int most;
  private final AtomicInteger open = new AtomicInteger();
  private final Set<Connection> beyond = ConcurrentHashMap.newKeySet();

  Crowd(int most) {
    this.most = most;
  }

  @Override
  public void onOpened(Connection connection) {
    if (open.incrementAndGet() > most) {
      beyond.add(connection);
      connection.getEndPoint().setIdleTimeout(PATIENCE.toMillis());
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.decrementAndGet();
    beyond.remove(connection);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    if (!beyond.contains(connection)) {
      return super.handle(request, response, callback);
    }
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    if (open.get() <= most || Guards.isForAll(request.getHttpURI().getPath())) {
      return super.handle(request, response, callback); // some have gone since
    }
    response.getHeaders().put(HttpHeader.RETRY_AFTER, LATER);
    BadMessages.answer(request, response, callback, ProblemCode.TOO_MANY_CONNECTIONS);
    return true;
  }
}
