package dev.tidemill.redis;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** How the server that holds the keys is found. */
public sealed interface RedisRoute {

  /** It is the one named. */
  record Direct(RedisNode node) implements RedisRoute {
    @Override
    public String toString() {
      return node.toString();
    }
  }

  /** It listens on a socket in the file system of this machine. */
  record UnixSocket(Path path) implements RedisRoute {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * Sentinels know which server is the master at the moment.
   *
   * @param master the name under which they watch it
   * @param sentinels some of them: each is asked until one answers
   */
  record Sentinel(String master, List<RedisNode> sentinels) implements RedisRoute {
    /** Keeps its own copy. */
    public Sentinel {
      sentinels = List.copyOf(sentinels);
    }

    @Override
    public String toString() {
      return listed(sentinels);
    }
  }

  /**
   * The nodes of a Redis Cluster know which of them it is.
   *
   * @param nodes some of them: each is asked until one answers
   */
  record Cluster(List<RedisNode> nodes) implements RedisRoute {
    /** Keeps its own copy. */
    public Cluster {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String toString() {
      return listed(nodes);
    }
  }

  private static String listed(List<RedisNode> nodes) {
    return nodes.stream().map(RedisNode::toString).collect(Collectors.joining(","));
  }
}
