package dev.tidemill.server.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code --config}, which must be known before any other option is understood. */
final class ConfigOption {

  static final String NAME = "--config";

  private ConfigOption() {}

  /** The file that a command line names, or null. */
  static @Nullable String in(List<String> words) {
    String named = null;
    for (int n = 0; n < words.size() && !words.get(n).equals("--"); n++) {
      String word = words.get(n);
      if (word.startsWith(NAME + "=")) {
        named = word.substring(NAME.length() + 1);
      } else if (word.equals(NAME) && n + 1 < words.size()) {
        named = words.get(n + 1);
      }
    }
    return named;
  }
}
