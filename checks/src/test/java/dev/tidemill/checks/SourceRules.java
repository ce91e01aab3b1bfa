package dev.tidemill.checks;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules about texts; each answers what offends it, empty when nothing does. */
final class SourceRules {

  static final int LONGEST = 300;

  private static final Pattern SLEEP =
      Pattern.compile(
          "\\bThread\\s*\\.\\s*sleep\\b|\\bTimeUnit\\s*\\.\\s*\\w+\\s*\\.\\s*sleep\\b"
              + "|\\bparkNanos\\s*\\(|\\bwaitForTimeout\\s*\\(");

  private static final Pattern BAD_NAME =
      Pattern.compile("(Abstract|Base)[A-Z].*|.*(Utils?|Helpers?|Managers?|Impl|Base|Misc|Common)");

  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "(?m)^public (?:(?:final|sealed|non-sealed|abstract) )*"
              + "(?:class|record|interface|enum|@interface) (\\w+)");

  private SourceRules() {}

  /** Files that are too long to be read in one go. */
  static List<String> tooLong(Stream<SourceFile> files) {
    return files
        .filter(file -> file.text().lines().count() > LONGEST)
        .map(file -> file.shown() + " has " + file.text().lines().count() + " lines")
        .toList();
  }

  /** Waits of a fixed length, which are too short one day and too long on all others. */
  static List<String> sleeping(Stream<SourceFile> files) {
    return files
        .flatMap(
            file -> SLEEP.matcher(file.text()).results().map(hit -> file.shown() + line(file, hit)))
        .toList();
  }

  private static String line(SourceFile file, MatchResult hit) {
    long line = file.text().substring(0, hit.start()).lines().count();
    return ":" + line + " " + hit.group();
  }

  /** Packages without a package-info.java that says {@code @NullMarked}. */
  static List<String> notNullMarked(Stream<SourceFile> files) {
    List<SourceFile> all = files.toList();
    List<String> marked =
        all.stream()
            .filter(file -> file.name().equals("package-info.java"))
            .filter(file -> file.text().contains("@NullMarked\npackage "))
            .map(SourceRules::packageOf)
            .toList();
    return all.stream()
        .filter(file -> !file.name().equals("module-info.java"))
        .map(SourceRules::packageOf)
        .distinct()
        .filter(name -> !marked.contains(name))
        .toList();
  }

  private static String packageOf(SourceFile file) {
    Matcher found = Pattern.compile("(?m)^package ([\\w.]+);").matcher(file.text());
    return found.find() ? found.group(1) : file.shown();
  }

  /** Types named for nothing in particular. */
  static List<String> namedForNothing(Stream<SourceFile> files) {
    return files
        .filter(file -> BAD_NAME.matcher(file.name().replace(".java", "")).matches())
        .map(SourceFile::shown)
        .toList();
  }

  /** Public top-level types without Javadoc. */
  static List<String> undocumented(Stream<SourceFile> files) {
    return files
        .flatMap(
            file ->
                PUBLIC_TYPE
                    .matcher(file.text())
                    .results()
                    .filter(type -> !isDocumented(file.text().substring(0, type.start())))
                    .map(type -> file.shown() + ": " + type.group(1)))
        .toList();
  }

  private static boolean isDocumented(String before) {
    List<String> lines =
        before
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("@"))
            .toList();
    return !lines.isEmpty() && lines.getLast().endsWith("*/");
  }
}
