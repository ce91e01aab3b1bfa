/** Workers that take turns at pushing messages into a queue and pulling them out. */
@org.jspecify.annotations.NullMarked
module dev.tidemill.pool {
  requires transitive dev.tidemill.queue;
  requires java.net.http;
  requires tools.jackson.databind;

  exports dev.tidemill.pool;
  exports dev.tidemill.pool.handler;
  exports dev.tidemill.pool.node;
  exports dev.tidemill.pool.source;
  exports dev.tidemill.pool.state;
  exports dev.tidemill.pool.store;
}
