package dev.tidemill.checks;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** How long methods are, as the compiler parses them: from the first brace to the last. */
final class MethodLengths {

  static final int LONGEST = 30;

  private MethodLengths() {}

  /** Methods that cannot be seen at one glance. */
  static List<String> tooLong(Stream<SourceFile> files) {
    List<Text> texts = files.map(Text::new).toList();
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, texts);
    List<String> found = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        new Ruler(unit, Trees.instance(task).getSourcePositions(), found).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The sources cannot be parsed", e);
    }
    return found;
  }

  private static final class Ruler extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found;

    Ruler(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      BlockTree body = method.getBody();
      if (body != null) {
        LineMap lines = unit.getLineMap();
        long first = lines.getLineNumber(positions.getStartPosition(unit, body));
        long last = lines.getLineNumber(positions.getEndPosition(unit, body));
        if (last - first + 1 > LONGEST) {
          String file = unit.getSourceFile().getName().substring(1);
          found.add(file + ": " + method.getName() + " has " + (last - first + 1) + " lines");
        }
      }
      return super.visitMethod(method, null);
    }
  }

  private static final class Text extends SimpleJavaFileObject {

    private final String text;

    Text(SourceFile file) {
      super(URI.create("string:///" + file.shown().replace(" ", "%20")), Kind.SOURCE);
      this.text = file.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
