package dev.tidemill.server.sse;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Lets go of a viewer when its connection is over, however that came. */
record EndOfStream(Viewer viewer) implements AsyncListener {

  @Override
  public void onComplete(AsyncEvent event) {
    viewer.end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    viewer.end();
  }

  @Override
  public void onError(AsyncEvent event) {
    viewer.end();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // It is started once.
  }
}
