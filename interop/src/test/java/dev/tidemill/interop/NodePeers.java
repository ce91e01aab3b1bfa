package dev.tidemill.interop;

import java.util.EnumMap;
import java.util.Map;

/** One Node.js process for each release of BullMQ, started when first asked for. */
final class NodePeers implements AutoCloseable {

  private final String redis;
  private final Map<Release, NodePeer> started = new EnumMap<>(Release.class); // guarded by this

  NodePeers(String redis) {
    this.redis = redis;
  }

  synchronized NodePeer of(Release release) {
    return started.computeIfAbsent(
        release, wanted -> NodePeer.start(NodeExtension.INTEROP, redis, wanted));
  }

  @Override
  public synchronized void close() {
    started.values().forEach(NodePeer::close);
  }
}
