package dev.tidemill.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compiler as the build sets it reads Javadoc too. */
final class DoclintTest {

  @TempDir private Path out;

  @Test
  void aDocumentedTypePasses() {
    assertThat(compiled("Documented")).isEmpty();
  }

  @Test
  void aParameterThatThereIsNotAndAReferenceToNothingAreRefused() {
    assertThat(compiled("Misdocumented"))
        .contains("error: @param name not found")
        .contains("error: reference not found");
  }

  private String compiled(String fixture) {
    Path file = Tree.root().resolve("checks/src/test/resources/doclint/" + fixture + ".java");
    StringWriter said = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-Werror", doclintOfTheBuild(), "-d", out.toString());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(file)).call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return said.toString();
  }

  private static String doclintOfTheBuild() {
    String pom = SourceFile.read(Tree.root().resolve("pom.xml")).text();
    List<String> found =
        Pattern.compile("<arg>(-Xdoclint:[^<]+)</arg>")
            .matcher(pom)
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(found).as("-Xdoclint in pom.xml").hasSize(1);
    return found.getFirst().replaceAll("</?arg>", "");
  }
}
