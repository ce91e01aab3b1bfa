package dev.tidemill.simulator.fleet;

import java.util.HashSet;
import java.util.Set;

/** Each message is stored once, counted once, and by a node that was not taken for dead. */
final class CountCheck {

  private final RedisModel redis;
  private final Set<String> stored = new HashSet<>();

  CountCheck(RedisModel redis) {
    this.redis = redis;
  }

  void added(Push push, Push.Answer answer) {
    if (!answer.status().equals("added")) {
      return;
    }
    long running = redis.ledger.number("epoch:" + push.node());
    if (push.epoch() < running) {
      throw new Violation(
          "%s adds under epoch %d after %d has begun"
              .formatted(push.node(), push.epoch(), running));
    }
    for (String message : push.messages()) {
      if (!stored.add(message)) {
        throw new Violation("message " + message + " is stored twice");
      }
      if (!push.source().isEmpty() && !message.equals(Integer.toString(stored.size() - 1))) {
        throw new Violation("message " + message + " comes after " + (stored.size() - 2));
      }
    }
  }

  void check() {
    long counted = redis.ledger.count();
    if (counted != redis.jobs.known()) {
      throw new Violation(
          counted + " messages are counted, in the queue or settled are " + redis.jobs.known());
    }
  }
}
