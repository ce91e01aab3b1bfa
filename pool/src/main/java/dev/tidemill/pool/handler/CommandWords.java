package dev.tidemill.pool.handler;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into words at spaces, without a shell: quotes of both kinds keep spaces, a
 * backslash takes the next character as it is; nothing is expanded.
 */
final class CommandWords {

  private static final char NONE = 0;

  private final String command;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private char quote = NONE;

  private CommandWords(String command) {
    this.command = command;
  }

  static List<String> split(String command) {
    return new CommandWords(command).split();
  }

  private List<String> split() {
    for (int n = 0; n < command.length(); n++) {
      char c = command.charAt(n);
      if (c == '\\' && quote != '\'' && n + 1 < command.length()) {
        n++;
        append(command.charAt(n));
      } else {
        read(c);
      }
    }
    if (quote != NONE) {
      throw new IllegalArgumentException(
          "command '" + command + "' has an open quote: close it, or put \\ before it");
    }
    endWord();
    if (words.isEmpty()) {
      throw new IllegalArgumentException("exec: names no command: write exec:COMMAND WORDS");
    }
    return List.copyOf(words);
  }

  private void read(char c) {
    if (quote != NONE) {
      if (c == quote) {
        quote = NONE;
      } else {
        append(c);
      }
    } else if (c == '"' || c == '\'') {
      quote = c;
      inWord = true;
    } else if (Character.isWhitespace(c)) {
      endWord();
    } else {
      append(c);
    }
  }

  private void append(char c) {
    word.append(c);
    inWord = true;
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
