package dev.tidemill.checks;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the poms say is published. */
final class Published {

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern ARTIFACT =
      Pattern.compile("<artifactId>(tidemill[a-z-]*)</artifactId>");
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

  private Published() {}

  static String version() {
    return first(VERSION, pom(""));
  }

  /** The artifacts with code in them, in alphabetical order. */
  static List<String> modules() {
    return all(MODULE, pom("")).stream()
        .filter(module -> !module.equals("bom"))
        .map(module -> pom(module + "/"))
        .filter(pom -> !pom.contains("<unpublished>true</unpublished>"))
        .map(pom -> all(ARTIFACT, pom).get(1)) // after the parent's
        .sorted()
        .toList();
  }

  /** The artifacts that the BOM names, in alphabetical order. */
  static List<String> inTheBom() {
    String managed = pom("bom/");
    return all(ARTIFACT, managed.substring(managed.indexOf("<dependencyManagement>"))).stream()
        .sorted()
        .toList();
  }

  static String versionOfTheBom() {
    return first(VERSION, pom("bom/"));
  }

  private static String pom(String module) {
    return SourceFile.read(Tree.root().resolve(module + "pom.xml")).text();
  }

  private static String first(Pattern pattern, String text) {
    return all(pattern, text).getFirst();
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }
}
