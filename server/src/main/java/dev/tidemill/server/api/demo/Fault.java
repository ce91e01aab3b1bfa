package dev.tidemill.server.api.demo;

import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Something that can be made to go wrong. */
enum Fault {
  PAUSE_REDIS(5, "Redis answers nothing for five seconds"),
  FAIL_JOBS(15, "One message in five fails for a quarter of a minute"),
  SLOW_PULLERS(15, "Messages take five times as long for a quarter of a minute"),
  KILL_WORKER(0, "The thread of a worker ends; another takes its place"),
  KILL_REDIS(0, "Redis is killed and started again");

  private final Duration lasts;
  private final String tells;

  Fault(int seconds, String tells) {
    this.lasts = Duration.ofSeconds(seconds);
    this.tells = tells;
  }

  /** As routes write it. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Zero for what is over at once. */
  Duration lasts() {
    return lasts;
  }

  /** What it does, for people. */
  String tells() {
    return tells;
  }

  boolean isOfRedis() {
    return this == PAUSE_REDIS || this == KILL_REDIS;
  }

  static List<String> codes() {
    return Arrays.stream(values()).map(Fault::code).toList();
  }

  static Fault of(String code) {
    return Arrays.stream(values())
        .filter(fault -> fault.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new Refused(ProblemCode.VALIDATION, "There is no fault " + code + "."));
  }
}
