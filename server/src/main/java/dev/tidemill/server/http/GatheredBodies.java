package dev.tidemill.server.http;

import dev.tidemill.server.api.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a body before a thread is given to its request: whoever sends a drop at a time holds up
 * nobody, and is told after a while that it took too long.
 *
 * <p><b>Threading:</b> any thread.
 */
final class GatheredBodies extends Handler.Wrapper {

  private static final long LOOK_SECONDS = 5;
  private static final long LEAST_BYTES = 5 * 1024; // between two looks

  /** So many bytes of a body are gathered in any case; what is more takes from the room. */
  private static final int SMALL = 16 * 1024;

  private static final String SOON = "2"; // seconds

  private final long room =
      Math.max(2L * Requests.MOST_BYTES, Runtime.getRuntime().maxMemory() / 8);
  private final AtomicLong gathered = new AtomicLong(); // of the room

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!hasBody(request)) {
      return super.handle(request, response, callback);
    }
    new Gathering(request, response, callback).begin();
    return true;
  }

  /** One that is known to be too large is refused without being read. */
  private static boolean hasBody(Request request) {
    long length = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    boolean chunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    return chunked || (length > 0 && length <= Requests.MOST_BYTES);
  }

  private void handOn(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, ProblemCode.NOT_FOUND.status());
      }
    } catch (Exception e) {
      Response.writeError(request, response, callback, e);
    }
  }

  /** One body. Its bytes are copied: the buffers that they come in are larger than drops. */
  private final class Gathering {

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicBoolean over = new AtomicBoolean(); // handed on, or refused
    private volatile long count;
    private long countAtLastLook; // of the looks, which come one after the other
    private volatile Scheduler.@Nullable Task nextLook;

    Gathering(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = Callback.from(callback, this::giveBack);
    }

    void begin() {
      lookLater();
      read();
    }

    private void lookLater() {
      Scheduler scheduler = request.getComponents().getScheduler();
      nextLook = scheduler.schedule(this::look, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
      if (over.get()) {
        return;
      }
      if (count - countAtLastLook < LEAST_BYTES) {
        refuse(ProblemCode.REQUEST_TIMEOUT);
      } else {
        countAtLastLook = count;
        lookLater();
      }
    }

    private void read() {
      while (!over.get()) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this::read);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          end(chunk);
          return;
        }
        boolean last = chunk.isLast();
        boolean fits = take(chunk);
        chunk.release();
        if (!fits) {
          refuse(ProblemCode.TOO_MANY_REQUESTS);
        } else if (last || count > Requests.MOST_BYTES) {
          end(Content.Chunk.from(ByteBuffer.wrap(bytes.toByteArray()), last));
        }
      }
    }

    /** False when there is no room for it. */
    private boolean take(Content.Chunk chunk) {
      byte[] more = new byte[chunk.remaining()];
      chunk.get(more, 0, more.length);
      long before = Math.max(0, count - SMALL);
      bytes.writeBytes(more);
      count = bytes.size();
      long taken = Math.max(0, count - SMALL) - before;
      return gathered.addAndGet(taken) <= room || taken == 0;
    }

    private void giveBack() {
      gathered.addAndGet(-Math.max(0, count - SMALL));
    }

    private void end(Content.Chunk whole) {
      if (over.compareAndSet(false, true)) {
        lookNoMore();
        handOn(new Gathered(request, whole), response, callback);
      }
    }

    private void refuse(ProblemCode code) {
      if (over.compareAndSet(false, true)) {
        lookNoMore();
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        if (code == ProblemCode.TOO_MANY_REQUESTS) {
          response.getHeaders().put(HttpHeader.RETRY_AFTER, SOON);
        }
        BadMessages.answer(request, response, callback, code);
      }
    }

    private void lookNoMore() {
      Scheduler.Task task = nextLook;
      if (task != null) {
        task.cancel();
      }
    }
  }

  /** A request whose body has come, or as much of it as anybody reads. */
  private static final class Gathered extends Request.Wrapper {

    private Content.@Nullable Chunk whole; // of whoever reads, one at a time

    Gathered(Request request, Content.Chunk whole) {
      super(request);
      this.whole = whole;
    }

    @Override
    public Content.@Nullable Chunk read() {
      Content.Chunk chunk = whole;
      whole = null;
      return chunk == null ? super.read() : chunk;
    }

    @Override
    public void demand(Runnable callback) {
      if (whole == null) {
        super.demand(callback);
      } else {
        getComponents().getExecutor().execute(callback);
      }
    }
  }
}
