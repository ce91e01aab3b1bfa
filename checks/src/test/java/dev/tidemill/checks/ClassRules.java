package dev.tidemill.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Rules about compiled classes. */
final class ClassRules {

  private ClassRules() {}

  /** A rule that looks at nothing finds nothing: what it must look at, when that is too little. */
  static List<String> tooFew(JavaClasses classes, int least) {
    return classes.size() >= least
        ? List.of()
        : List.of("only " + classes.size() + " classes are looked at, not " + least);
  }

  /** Packages below the one given form a graph without cycles. */
  static ArchRule noCyclesIn(String root) {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /** Only the packages named know the library that speaks to Redis. */
  static ArchRule redisClientSeenOnlyBy(String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("redis.clients..");
  }

  /** Time is handed in, never taken: a test could not set it otherwise. */
  static ArchRule clocksAreInjected() {
    return noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .because("an InstantSource is handed in");
  }

  /** What packages depend on, against the table of what they may depend on. */
  static List<String> againstTheDirection(JavaClasses classes, Map<String, Set<String>> table) {
    return classes.stream().flatMap(type -> offences(type, table)).distinct().sorted().toList();
  }

  private static Stream<String> offences(JavaClass type, Map<String, Set<String>> table) {
    String from = type.getPackageName();
    Set<String> allowed = table.get(from);
    if (allowed == null) {
      return Stream.of(from + " is not in the table of packages");
    }
    return type.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getBaseComponentType().getPackageName())
        .filter(to -> to.startsWith("dev.tidemill.") && !to.equals(from) && !allowed.contains(to))
        .map(to -> from + " depends on " + to);
  }

  /** Public top-level types of inner packages that no other package uses. */
  static List<String> publicForNobody(JavaClasses classes, Set<String> frontDoors) {
    return classes.stream()
        .filter(type -> type.isTopLevelClass() && isPublic(type))
        .filter(type -> !frontDoors.contains(type.getPackageName()))
        .filter(type -> !type.getSimpleName().equals("package-info"))
        .filter(ClassRules::isUsedInItsPackageOnly)
        .filter(type -> type.getSubclasses().stream().noneMatch(ClassRules::isPublic))
        .filter(type -> !isHandedOut(type) && !holdsConstantsOnly(type))
        .map(JavaClass::getName)
        .sorted()
        .toList();
  }

  /** Whether a public method of its package takes or answers it. */
  private static boolean isHandedOut(JavaClass type) {
    return type.getPackage().getClasses().stream()
        .filter(owner -> isPublic(owner) && !owner.equals(type))
        .flatMap(owner -> owner.getCodeUnits().stream())
        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
        .flatMap(
            unit ->
                Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream()))
        .anyMatch(involved -> involved.getAllInvolvedRawTypes().contains(type));
  }

  /** The compiler writes a constant's value where it is used, so its use leaves no trace. */
  private static boolean holdsConstantsOnly(JavaClass type) {
    return type.getMethods().isEmpty() && !type.getFields().isEmpty() && !type.isRecord();
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC);
  }

  private static boolean isUsedInItsPackageOnly(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream()
        .map(Dependency::getOriginClass)
        .allMatch(user -> user.getPackageName().equals(type.getPackageName()));
  }

  /** Methods and constructors that are handed more than five things one by one. */
  static List<String> tooManyParameters(JavaClasses classes) {
    return classes.stream()
        .flatMap(type -> type.getCodeUnits().stream())
        .filter(unit -> unit.getRawParameterTypes().size() > 5)
        .filter(unit -> !(unit.isConstructor() && unit.getOwner().isRecord()))
        .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
        .filter(unit -> !unit.getOwner().isEnum())
        .map(unit -> unit.getFullName())
        .sorted()
        .toList();
  }
}
