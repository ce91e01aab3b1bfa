package dev.tidemill.interop;

import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a Redis and Node.js peers on it, one for each release of BullMQ and the whole run,
 * where there is Node.js.
 */
final class NodeExtension implements ExecutionCondition, ParameterResolver {

  static final Path INTEROP = Path.of(System.getProperty("tidemill.interop", "."));

  private static final Set<Class<?>> PARTS =
      Set.of(TestRedis.class, NodePeer.class, NodePeers.class, Stage.class);

  /** What is shared by all tests; closed at the end of the run. */
  record Shared(TestRedis redis, NodePeers nodes, Stage stage) implements AutoCloseable {
    static Shared start() {
      TestRedis redis = TestRedis.start();
      NodePeers nodes = new NodePeers(redis.uri());
      return new Shared(redis, nodes, new Stage(redis, nodes));
    }

    @Override
    public void close() {
      nodes.close();
      redis.close();
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String missing = missing();
    if (missing == null) {
      return ConditionEvaluationResult.enabled("Node.js and BullMQ are there");
    }
    if ("true".equals(System.getenv("TIDEMILL_CI"))) {
      throw new IllegalStateException(missing + " (TIDEMILL_CI=true: must not be skipped)");
    }
    System.err.println("SKIPPED " + context.getDisplayName() + ": " + missing);
    return ConditionEvaluationResult.disabled(missing);
  }

  private static @Nullable String missing() {
    for (Release release : Release.values()) {
      if (!Files.isDirectory(INTEROP.resolve("node_modules").resolve(release.folder()))) {
        return "BullMQ "
            + release
            + " is not installed: run `npm ci --ignore-scripts` in "
            + INTEROP.toAbsolutePath();
      }
    }
    try {
      int status =
          new ProcessBuilder(List.of("node", "--version"))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      return status == 0 ? null : "node --version ended with " + status;
    } catch (IOException e) {
      return "there is no Node.js: put `node` on the PATH";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted while looking for Node.js";
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARTS.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Shared shared =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(NodeExtension.class))
            .computeIfAbsent(Shared.class, key -> Shared.start(), Shared.class);
    Class<?> type = parameter.getParameter().getType();
    if (type == TestRedis.class) {
      return shared.redis();
    }
    if (type == NodePeers.class) {
      return shared.nodes();
    }
    return type == Stage.class ? shared.stage() : shared.nodes().of(Release.TODAY);
  }
}
