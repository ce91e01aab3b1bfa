package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide for those who come from Node.js names all that BullMQ 6.7 declares as public. */
@ExtendWith(NodeExtension.class)
final class GuideNamesTest {

  private static final Path GUIDE = NodeExtension.INTEROP.resolve("../docs/guide/from-nodejs.md");
  private static final Path TYPES = NodeExtension.INTEROP.resolve("node_modules/bullmq/dist/esm");
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);

  /** A member stands four blanks in; what is private or protected is nobody's business. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "(?m)^ {4}(?!private|protected|constructor)(?:(?:static|readonly|get|set)"
              + " )*'?([\\w-]+)'?\\??[:(<]");

  private static final Pattern CLASS = Pattern.compile("export declare class (\\w+)");

  /** What its classes hand to each other, and no user to them. */
  private static final Set<String> INNER =
      Set.of(
          "removeListener",
          "jobData",
          "parentKeyOpts",
          "entries",
          "node",
          "nodes",
          "queuesOpts",
          "cause");

  private static final Pattern WORD = Pattern.compile("[\\w-]+");

  private static Set<String> named() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(GUIDE)) {
      String first = line.startsWith("| `") ? line.split(" \\| ", -1)[0] : "";
      Pattern.compile("`([^`]+)`")
          .matcher(first)
          .results()
          .flatMap(code -> WORD.matcher(code.group(1)).results())
          .forEach(word -> names.add(word.group()));
    }
    return names;
  }

  private static List<String> declared(String file) throws IOException {
    String text = Files.readString(TYPES.resolve(file + ".d.ts"));
    List<String> names = new ArrayList<>();
    for (Pattern pattern : List.of(CLASS, MEMBER)) {
      pattern
          .matcher(COMMENT.matcher(text).replaceAll(""))
          .results()
          .forEach(one -> names.add(one.group(1)));
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classes/queue",
        "classes/queue-getters",
        "classes/queue-base",
        "classes/job",
        "classes/worker",
        "classes/flow-producer",
        "classes/queue-events",
        "classes/queue-events-producer",
        "classes/job-scheduler",
        "classes/errors/connection-closed-error",
        "classes/errors/delayed-error",
        "classes/errors/rate-limit-error",
        "classes/errors/unrecoverable-error",
        "classes/errors/waiting-children-error",
        "classes/errors/waiting-error",
        "interfaces/queue-options",
        "interfaces/worker-options",
        "interfaces/advanced-options",
        "interfaces/sandboxed-options",
        "interfaces/metrics-options",
        "interfaces/rate-limiter-options",
        "interfaces/base-job-options",
        "interfaces/backoff-options",
        "interfaces/parent-options",
        "interfaces/retry-options",
        "interfaces/repeat-options",
        "interfaces/flow-job",
        "types/job-options",
        "types/keep-jobs",
        "types/deduplication-options"
      })
  void everyNameOfBullmqStandsInTheGuide(String file) throws IOException {
    List<String> names = declared(file);
    assertThat(names).isNotEmpty();
    names.removeAll(INNER);
    assertThat(named()).containsAll(names);
  }
}
