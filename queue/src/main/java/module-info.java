/** BullMQ for the JVM: queues, workers and events on the same Redis keys as BullMQ on Node.js. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the pool is compiled later, from this module
module dev.tidemill.queue {
  requires transitive org.jspecify;
  requires redis.clients.jedis;
  requires org.apache.commons.pool2;
  requires tools.jackson.core;
  requires static tools.jackson.databind; // for JacksonCodec alone

  exports dev.tidemill.codec;
  exports dev.tidemill.cron;
  exports dev.tidemill.event;
  exports dev.tidemill.input;
  exports dev.tidemill.job;
  exports dev.tidemill.queue;
  exports dev.tidemill.redis;
  exports dev.tidemill.loop to
      dev.tidemill.pool;
  exports dev.tidemill.worker to
      dev.tidemill.pool;
}
