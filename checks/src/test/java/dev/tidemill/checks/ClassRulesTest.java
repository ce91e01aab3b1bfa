package dev.tidemill.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ClassRulesTest {

  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tidemill");

  private static final String FIXTURE = "dev.tidemill.checks.fixture.";

  @Test
  void theRulesLookAtTheRealCode() {
    assertThat(ClassRules.tooFew(SHIPPED, 150)).isEmpty();
  }

  @Test
  void aHandfulOfClassesInsteadOfTheRealCodeIsRefused() {
    assertThat(ClassRules.tooFew(fixture("lonely"), 150))
        .containsExactly("only 1 classes are looked at, not 150");
  }

  @Test
  void packagesFormNoCycles() {
    ClassRules.noCyclesIn("dev.tidemill").check(SHIPPED);
  }

  @Test
  void aCycleIsRefused() {
    assertThatThrownBy(() -> ClassRules.noCyclesIn(FIXTURE + "knot").check(fixture("knot")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Cycle detected");
  }

  @Test
  void onlyOnePackageSeesTheRedisClient() {
    ClassRules.redisClientSeenOnlyBy("dev.tidemill.redis", "dev.tidemill.testkit").check(SHIPPED);
  }

  @Test
  void aSecondPackageThatSeesTheRedisClientIsRefused() {
    assertThatThrownBy(
            () -> ClassRules.redisClientSeenOnlyBy("dev.tidemill.redis").check(fixture("seam")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("redis.clients.jedis");
  }

  @Test
  void packagesDependInOneDirection() {
    assertThat(ClassRules.againstTheDirection(SHIPPED, PackageTable.TABLE)).isEmpty();
  }

  @Test
  void aDependencyUpwardsIsRefused() {
    Map<String, Set<String>> table =
        Map.of(FIXTURE + "upward.low", Set.of(), FIXTURE + "upward.high", Set.of());

    assertThat(ClassRules.againstTheDirection(fixture("upward"), table))
        .containsExactly(FIXTURE + "upward.low depends on " + FIXTURE + "upward.high");
  }

  @Test
  void aPackageThatNobodyPlacedIsRefused() {
    assertThat(ClassRules.againstTheDirection(fixture("seam"), Map.of()))
        .containsExactly(FIXTURE + "seam is not in the table of packages");
  }

  @Test
  void innerTypesArePublicOnlyWhenAnotherPackageNeedsThem() {
    assertThat(ClassRules.publicForNobody(SHIPPED, PackageTable.FRONT_DOORS)).isEmpty();
  }

  @Test
  void aTypeThatIsPublicForNobodyIsRefused() {
    assertThat(ClassRules.publicForNobody(fixture("lonely"), Set.of()))
        .containsExactly(FIXTURE + "lonely.Lonely");
  }

  @Test
  void methodsTakeAtMostFiveParameters() {
    assertThat(ClassRules.tooManyParameters(SHIPPED)).isEmpty();
  }

  @Test
  void aCrowdOfParametersIsRefused() {
    assertThat(ClassRules.tooManyParameters(fixture("crowd"))).hasSize(1);
  }

  @Test
  void clocksAreHandedIn() {
    ClassRules.clocksAreInjected().check(SHIPPED);
  }

  @Test
  void aClockThatIsTakenIsRefused() {
    assertThatThrownBy(() -> ClassRules.clocksAreInjected().check(fixture("crowd")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("currentTimeMillis");
  }

  private static JavaClasses fixture(String name) {
    return new ClassFileImporter().importPackages(FIXTURE + name);
  }
}
