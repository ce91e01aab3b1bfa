package dev.tidemill.interop;

import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /** What is shared by all tests; closed at the end of the run. */
  record Shared(TestRedis redis, NodePeers nodes) implements AutoCloseable {
    static Shared start() {
      TestRedis redis = TestRedis.start();
      return new Shared(redis, new NodePeers(redis.uri()));
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
    Class<?> type = parameter.getParameter().getType();
    return type == TestRedis.class || type == NodePeer.class || type == NodePeers.class;
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
    return type == NodePeers.class ? shared.nodes() : shared.nodes().of(Release.TODAY);
  }
}
