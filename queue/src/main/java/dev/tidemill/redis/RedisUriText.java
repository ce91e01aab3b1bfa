package dev.tidemill.redis;

import dev.tidemill.input.InvalidOption;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the forms that {@link RedisUri} tells. */
final class RedisUriText {

  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*)://(?:([^@/?#]*)@)?([^/?#@\\s]*)([^?#\\s]*)"
              + "(?:\\?([^#\\s]*))?(?:#(\\S*))?");
  private static final Pattern NODE = Pattern.compile("(\\[[^\\]]+\\]|[^:]+)(?::(\\d{1,5}))?");

  private final String scheme;
  private final String hosts;
  private final String path;
  private final Map<String, String> query;
  private final String fragment;

  private RedisUriText(Matcher form) {
    scheme = form.group(1);
    hosts = form.group(3);
    path = form.group(4);
    query = query(form.group(5));
    fragment = form.group(6) == null ? "" : decoded(form.group(6));
  }

  static RedisUri parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw rejected("it is no URI");
    }
    RedisUriText read = new RedisUriText(form);
    String info = form.group(2);
    int colon = info == null ? -1 : info.indexOf(':');
    String user = info == null || colon < 0 ? "" : decoded(info.substring(0, colon));
    return new RedisUri(
        read.route(),
        user.isEmpty() ? null : user,
        info == null ? null : decoded(info.substring(colon + 1)),
        read.database(),
        read.scheme.startsWith("rediss"),
        read.query.get("ca"));
  }

  private RedisRoute route() {
    return switch (scheme) {
      case "redis", "rediss" -> new RedisRoute.Direct(only(nodes(6379)));
      case "unix" -> socket();
      case "redis-cluster", "rediss-cluster" -> new RedisRoute.Cluster(nodes(6379));
      case "redis-sentinel", "rediss-sentinel" -> {
        if (fragment.isEmpty()) {
          throw rejected("it names no master: put its name behind a # at the end");
        }
        yield new RedisRoute.Sentinel(fragment, nodes(26379));
      }
      default -> throw rejected("its scheme is '" + scheme + "'");
    };
  }

  private RedisRoute.UnixSocket socket() {
    if (!hosts.isEmpty() || path.length() < 2) {
      throw rejected("it names no socket: write unix:///path/of/the.sock");
    }
    try {
      return new RedisRoute.UnixSocket(Path.of(decoded(path)));
    } catch (InvalidPathException e) {
      throw rejected("no file can have the name of its socket (" + e.getReason() + ")");
    }
  }

  private static RedisNode only(List<RedisNode> nodes) {
    if (nodes.size() > 1) {
      throw rejected("it names several hosts: write redis-cluster:// or redis-sentinel://");
    }
    return nodes.getFirst();
  }

  private List<RedisNode> nodes(int port) {
    List<RedisNode> nodes = new ArrayList<>();
    for (String one : hosts.split(",", -1)) {
      Matcher node = NODE.matcher(one);
      if (!node.matches()) {
        throw rejected(one.isEmpty() ? "it names no host" : "its host is '" + one + "'");
      }
      int named = node.group(2) == null ? port : Integer.parseInt(node.group(2));
      if (named < 1 || named > 65_535) {
        throw rejected("its port is " + named + ": there are 1 to 65535");
      }
      nodes.add(new RedisNode(node.group(1), named));
    }
    return nodes;
  }

  private int database() {
    String named = scheme.equals("unix") ? query.getOrDefault("db", "") : path;
    String number = named.startsWith("/") ? named.substring(1) : named;
    if (!number.matches("\\d{0,6}")) {
      throw rejected("its database is '" + number + "'");
    }
    int database = number.isEmpty() ? 0 : Integer.parseInt(number);
    if (database > 0 && scheme.endsWith("-cluster")) {
      throw rejected("its database is " + database + ", and a cluster has only 0");
    }
    return database;
  }

  private static Map<String, String> query(@Nullable String text) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : text == null ? new String[0] : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!name.equals("ca") && !name.equals("db")) {
        throw rejected("its parameter '" + name + "' is not known: there are ca and db");
      }
      fields.put(name, decoded(pair.substring(equals + 1)));
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) { // its message would tell a password
      throw rejected(
          "a % in it is not followed by two hexadecimal digits: write %25 for a percent sign");
    }
  }

  private static InvalidOption rejected(String why) {
    return new InvalidOption(
        "Redis URI cannot be used: "
            + why
            + ". Write it as redis://[user:password@]host[:port][/database]");
  }
}
