package dev.tidemill.server.http;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Reads what is still coming in after the answer has gone out. A connection closed with unread
 * bytes is reset, and a client that was still sending would lose the answer that tells why it was
 * refused.
 */
final class LateBodies extends Handler.Wrapper {

  /** Whoever sends even more than this after the answer is cut off. */
  private static final long MOST_BYTES = 64L << 20;

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Callback late = Callback.from(() -> new Rest(request, callback).read(), callback::failed);
    return super.handle(new Unhurried(request), response, late);
  }

  /** Leaves the bytes of the body where they are until the answer is out. */
  private static final class Unhurried extends Request.Wrapper {

    Unhurried(Request request) {
      super(request);
    }

    @Override
    public boolean consumeAvailable() {
      return true;
    }
  }

  private static final class Rest {

    private final Request request;
    private final Callback callback;
    private long bytes;

    Rest(Request request, Callback callback) {
      this.request = request;
      this.callback = callback;
    }

    void read() {
      while (bytes <= MOST_BYTES) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this::read);
          return;
        }
        bytes += chunk.remaining();
        chunk.release();
        if (chunk.isLast()) {
          break;
        }
      }
      callback.succeeded();
    }
  }
}
