package dev.tidemill.server.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * What lies between a browser and us: the path that everything is under there, the proxies whose
 * word is taken for how they were asked, and the names that they are asked by.
 *
 * <p>Requests come in with that path or without it, as the proxy likes. Behind this nobody sees it,
 * but for the header {@code X-Forwarded-Prefix}; and the headers of that family are only those of
 * proxies that are believed, which are the ones on this machine and those that were named.
 *
 * @param basePath empty, or as {@code /x/y}
 * @param trusted addresses of further proxies
 * @param names which a server on a loopback address answers to besides its own; without ports
 */
public record Front(String basePath, Set<String> trusted, Set<String> names)
    implements HttpConfiguration.Customizer {

  /** Nothing. */
  public static final Front NONE = new Front("", Set.of(), Set.of());

  static final String PREFIX = "X-Forwarded-Prefix";

  private static final Pattern PATH = Pattern.compile("(/[\\w.~-]+)+");
  private static final Set<String> TOLD = Set.of("X-Forwarded-Host", "X-Forwarded-Proto");

  /** Checks the path. */
  public Front {
    trusted = Set.copyOf(trusted);
    names =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    if (!basePath.isEmpty() && !isPath(basePath)) {
      throw new IllegalArgumentException(
          "base path '" + basePath + "' cannot be used: give one as /tidemill or /x/y");
    }
  }

  /** Whether a text is a path that things can be under. */
  public static boolean isPath(String text) {
    return PATH.matcher(text).matches() && !(text + "/").matches(".*/\\.\\.?/.*");
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable answered) {
    HttpFields headers = told(request);
    String path = request.getHttpURI().getPath();
    HttpURI uri = isBelow(path) ? without(request.getHttpURI()) : request.getHttpURI();
    return new Request.Wrapper(request) {
      @Override
      public HttpURI getHttpURI() {
        return uri;
      }

      @Override
      public HttpFields getHeaders() {
        return headers;
      }
    };
  }

  private boolean isBelow(String path) {
    return !basePath.isEmpty() && path != null && (path + "/").startsWith(basePath + "/");
  }

  private HttpURI without(HttpURI uri) {
    String rest = uri.getPath().substring(basePath.length());
    return HttpURI.build(uri, rest.isEmpty() ? "/" : rest, uri.getParam(), uri.getQuery())
        .asImmutable();
  }

  private HttpFields told(Request request) {
    HttpFields.Mutable headers = HttpFields.build(request.getHeaders());
    String prefix = headers.get(PREFIX);
    headers.remove(PREFIX);
    boolean believed = believes(request.getConnectionMetaData().getRemoteSocketAddress());
    if (!believed) {
      TOLD.forEach(headers::remove);
    }
    if (!basePath.isEmpty()) {
      headers.put(PREFIX, basePath);
    } else if (believed && prefix != null && isPath(prefix)) {
      headers.put(PREFIX, prefix);
    }
    return headers.asImmutable();
  }

  private boolean believes(SocketAddress peer) {
    return peer instanceof InetSocketAddress internet
        && internet.getAddress() != null
        && (internet.getAddress().isLoopbackAddress()
            || trusted.contains(internet.getAddress().getHostAddress()));
  }
}
