package dev.tidemill.checks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which package may depend on which: the picture of the house. A new package gets its place here.
 */
final class PackageTable {

  private static final String QUEUE = "input job codec redis event loop queue";
  private static final String POOL = "pool.state pool.store pool.run pool.source pool.handler pool";

  static final Map<String, Set<String>> TABLE = table();

  /** Packages whose public types are for users of the modules. */
  static final Set<String> FRONT_DOORS =
      named(
          "embedded testkit input job codec redis event cron queue"
              + " pool pool.source pool.handler pool.state simulator server");

  private PackageTable() {}

  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> table = new HashMap<>();
    row(table, "embedded", "");
    row(table, "testkit", "embedded");

    row(table, "input", "");
    row(table, "job", "input");
    row(table, "redis", "input");
    row(table, "loop", "");
    row(table, "cron", "input");
    row(table, "codec", "");
    row(table, "event", "job");
    row(table, "wire", "input job event redis cron");
    row(table, "worker", "input job redis event loop wire");
    row(table, "stream", "event loop wire redis");
    row(table, "queue", "input job codec redis event loop wire worker stream");

    row(table, "telemetry", "job event queue");

    row(table, "pool.state", "job");
    row(table, "pool.node", "pool.state");
    row(table, "pool.store", QUEUE + " pool.state pool.node");
    row(table, "pool.source", QUEUE);
    row(table, "pool.handler", QUEUE);
    row(
        table,
        "pool.run",
        QUEUE + " worker pool.state pool.node pool.store pool.source pool.handler");
    row(table, "pool", QUEUE + " worker pool.state pool.store pool.run pool.source pool.handler");

    row(table, "simulator", "");
    row(table, "simulator.fleet", "simulator pool.node pool.state");
    row(table, "simulator.workload", "simulator pool.state");

    row(table, "server.progress", QUEUE + " " + POOL);
    row(table, "server.api", "");
    row(table, "server.api.pool", QUEUE + " " + POOL + " server.api");
    row(table, "server.api.queue", QUEUE + " server.api");
    row(table, "server.api.job", QUEUE + " server.api server.api.queue");
    row(table, "server.api.search", QUEUE + " server.api server.api.queue server.api.job");
    row(
        table,
        "server.api.bulk",
        QUEUE + " server.api server.api.queue server.api.job server.api.search");
    row(table, "server.api.scheduler", QUEUE + " server.api server.api.queue server.api.job");
    row(table, "server.api.redis", QUEUE + " server.api server.api.queue");
    row(table, "server.api.demo", QUEUE + " " + POOL + " server.api");
    row(table, "server.api.docs", "server.api");
    row(table, "server.api.health", QUEUE + " " + POOL + " server.api server.api.queue");
    row(table, "server.api.failure", QUEUE + " " + POOL + " server.api");
    row(table, "server.sse", QUEUE + " " + POOL + " server.api server.api.pool");
    row(table, "server.http", QUEUE + " " + POOL + " server.api server.api.failure server.sse");
    row(
        table,
        "server.cli",
        "embedded " + QUEUE + " " + POOL + " simulator.workload server.progress server.cli.config");
    row(table, "server.cli.config", "");
    row(table, "server.cli.print", "");
    row(table, "server.cli.client", "server.api server.api.failure server.cli");
    row(table, "server.cli.noun", "server.api server.cli server.cli.client server.cli.print");
    row(table, "server.doctor", "embedded " + QUEUE + " server.cli");
    row(table, "server.bench", QUEUE + " " + POOL + " server.cli");
    row(
        table,
        "server",
        "embedded "
            + QUEUE
            + " "
            + POOL
            + " simulator.workload server.bench server.cli server.progress server.sse server.http"
            + " server.api server.api.pool server.api.queue server.api.job server.api.health"
            + " server.api.docs server.api.demo server.api.search server.api.bulk"
            + " server.api.redis server.api.scheduler server.cli.client server.cli.config"
            + " server.cli.noun server.doctor");
    return table;
  }

  private static void row(Map<String, Set<String>> table, String from, String to) {
    table.put("dev.tidemill." + from, named(to));
  }

  private static Set<String> named(String shortNames) {
    return Arrays.stream(shortNames.split(" "))
        .map(name -> "dev.tidemill." + name)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
