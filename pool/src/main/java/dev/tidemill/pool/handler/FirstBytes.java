package dev.tidemill.pool.handler;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes the first bytes of a body and lets go of it where there are more. */
final class FirstBytes implements BodySubscriber<byte[]> {

  private final int most;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription; // set before the first bytes come

  FirstBytes(int most) {
    this.most = most;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    begun.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> some) {
    for (ByteBuffer bytes : some) {
      byte[] taken = new byte[Math.min(bytes.remaining(), most - kept.size())];
      bytes.get(taken);
      kept.writeBytes(taken);
    }
    if (kept.size() == most && subscription != null) {
      subscription.cancel();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable cause) {
    body.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    body.complete(kept.toByteArray());
  }
}
