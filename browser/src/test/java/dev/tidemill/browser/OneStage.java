package dev.tidemill.browser;

import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands every class the same {@link Chromium}, {@link Stage} and {@link Demo}, which end with the
 * last of them.
 */
final class OneStage implements ParameterResolver {

  private static final Set<Class<?>> SHARED = Set.of(Chromium.class, Stage.class, Demo.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return SHARED.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Store store = context.getRoot().getStore(Namespace.create(OneStage.class));
    Chromium chromium =
        store.computeIfAbsent(Chromium.class, key -> Chromium.launch(), Chromium.class);
    Class<?> wanted = parameter.getParameter().getType();
    if (wanted == Stage.class) {
      return store.computeIfAbsent(Stage.class, key -> Stage.start(chromium), Stage.class);
    }
    return wanted == Demo.class
        ? store.computeIfAbsent(Demo.class, key -> Demo.start(chromium), Demo.class)
        : chromium;
  }
}
