package dev.tidemill.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A class of the contract suite: each of its tests is run for every {@link Pairing}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NodeExtension.class)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.tidemill.interop.Pairing#all")
@interface Contract {

  /** What the class is about, as a heading of the table of compatibility. */
  String value();
}
