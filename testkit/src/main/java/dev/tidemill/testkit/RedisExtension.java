package dev.tidemill.testkit;

import java.util.Objects;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Gives tests a {@link TestRedis} as a parameter: one server for all tests of a run, empty at the
 * beginning of each. It is emptied before the test's fields are made, too: what is among them may
 * read at once.
 */
public final class RedisExtension
    implements TestInstancePreConstructCallback, BeforeEachCallback, ParameterResolver {

  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    redis(context).flush();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    redis(context).flush();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestRedis.class;
  }

  @Override
  public TestRedis resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return redis(context);
  }

  private static TestRedis redis(ExtensionContext context) {
    return Objects.requireNonNull(
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(RedisExtension.class))
            .computeIfAbsent(TestRedis.class, key -> TestRedis.start(), TestRedis.class));
  }
}
