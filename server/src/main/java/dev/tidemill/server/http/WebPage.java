package dev.tidemill.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The page as served, and the policy that lets a browser run it and nothing else.
 *
 * <p>The page holds one inline script, its import map; the policy names that one by its hash, so
 * that neither scripts nor styles need {@code 'unsafe-inline'}.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param html the page's text
 * @param policy the value of the header {@code Content-Security-Policy}
 */
record WebPage(String html, String policy) {

  /** Where the page and its files lie on the class path. */
  public static final String FOLDER = "/web";

  /** The first thing in the page that comes after what says how to read it. */
  private static final String HEAD = "<meta name=\"viewport\"";

  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  /** Reads the page from the class path. */
  static WebPage fromClassPath() {
    try (InputStream in = WebPage.class.getResourceAsStream(FOLDER + "/index.html")) {
      if (in == null) {
        throw new IllegalStateException(
            "The page " + FOLDER + "/index.html is not in the jar: build it again");
      }
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading the page from the class path failed", e);
    }
  }

  /** The page with all its addresses under that path; an empty one leaves them to the browser. */
  String under(String basePath) {
    String base = basePath.isEmpty() ? "" : "<base href=\"" + basePath + "/\">\n  ";
    return html.replace(HEAD, base + HEAD);
  }

  static WebPage of(String html) {
    String scripts = "script-src 'self' '" + hash(importMap(html)) + "'";
    return new WebPage(
        html,
        "default-src 'self'; "
            + scripts
            + "; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'");
  }

  /** The import map between its tags, byte for byte. */
  static String importMap(String html) {
    var found = IMPORT_MAP.matcher(html);
    if (!found.find()) {
      throw new IllegalArgumentException("The page has no <script type=\"importmap\">");
    }
    return found.group(1);
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256; this one does not", e);
    }
  }
}
