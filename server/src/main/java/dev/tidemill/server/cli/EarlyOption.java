package dev.tidemill.server.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options that must be known before any other one is understood. */
enum EarlyOption {
  /** Where the defaults of the others are. */
  CONFIG("--config"),
  /** How it is told that another cannot be understood. */
  LOG_FORMAT("--log-format");

  private final String text;

  EarlyOption(String text) {
    this.text = text;
  }

  /** As it is typed. */
  String text() {
    return text;
  }

  /** What a command line gives it, or null. */
  @Nullable String in(List<String> words) {
    String named = null;
    for (int n = 0; n < words.size() && !words.get(n).equals("--"); n++) {
      String word = words.get(n);
      if (word.startsWith(text + "=")) {
        named = word.substring(text.length() + 1);
      } else if (word.equals(text) && n + 1 < words.size()) {
        named = words.get(n + 1);
      }
    }
    return named;
  }
}
