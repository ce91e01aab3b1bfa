package dev.tidemill.server.api.docs;

import dev.tidemill.server.api.Request;

/** Pages without scripts and styles of their own, as the policy asks. */
final class Html {

  private Html() {}

  /**
   * A whole page.
   *
   * @param up from where it is to the root
   */
  static String page(String title, String up, String content) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s – Tidemill</title>
    <link rel="stylesheet" href="%stheme.css">
    <link rel="stylesheet" href="%spages.css">
    </head>
    <body>
    <main>
    <h1>%s</h1>
    %s
    </main>
    </body>
    </html>
    """
        .formatted(text(title), up, up, text(title), content);
  }

  /** From where a page was asked for to the root, also when a slash was put at its end. */
  static String up(Request request) {
    return "../".repeat((int) request.path().chars().filter(c -> c == '/').count() - 1);
  }

  /** A text as HTML shows it. */
  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
