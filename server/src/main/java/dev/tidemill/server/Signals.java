package dev.tidemill.server;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Hears signals, each time they come; a shutdown hook would hear the first only.
 *
 * <p>The JDK has one way to do that, {@code sun.misc.Signal} of the module {@code jdk.unsupported};
 * it is reached by name, for a compiler that takes warnings for errors does not let it be named.
 */
final class Signals {

  private Signals() {}

  /** Has the listener told the number of each signal of that name, on a thread of the JVM. */
  static void listen(String name, IntConsumer heard) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method number = signal.getMethod("getNumber");
      Object listener =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                heard.accept((int) number.invoke(arguments[0]));
                return null;
              });
      Object named = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, named, listener);
    } catch (ReflectiveOperationException e) {
      // The JVM keeps that signal to itself (-Xrs, nohup) or is none that has it: it ends as ever.
    }
  }
}
