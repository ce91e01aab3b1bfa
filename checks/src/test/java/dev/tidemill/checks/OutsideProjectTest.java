package dev.tidemill.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** What "mvn install" leaves is enough for a program of somebody else's. */
@ExtendWith(RedisExtension.class)
@EnabledIfSystemProperty(
    named = "outside",
    matches = ".+",
    disabledReason = "needs a repository that was installed into: checks/outside/run makes one")
final class OutsideProjectTest {

  private static final Path PROJECT = Tree.root().resolve("checks/outside");
  private static final Path REPOSITORY = Path.of(System.getProperty("outside", ""));
  private static final String JAVA_HOME = System.getProperty("java.home");

  @BeforeAll
  static void build() {
    assertThat(
            output(
                "mvn",
                "-B",
                "-gs",
                PROJECT.resolve("settings.xml").toString(),
                "-Dmaven.repo.local=" + REPOSITORY,
                "-Dtidemill.version=" + Published.version(),
                "clean",
                "compile",
                "dependency:build-classpath",
                "-DincludeScope=runtime",
                "-Dmdep.outputFile=target/classpath"))
        .contains("BUILD SUCCESS");
  }

  @Test
  void theQueueBringsTheRedisClientAndAStreamingParserAndNoMore() throws IOException {
    assertThat(Stream.of(classPath().split(File.pathSeparator)))
        .map(jar -> String.valueOf(Path.of(jar).getFileName()).replaceAll("-\\d.*", ""))
        .containsExactlyInAnyOrder(
            "tidemill-queue",
            "jackson-core",
            "jspecify",
            "jedis",
            // of the client
            "commons-pool2",
            "gson",
            "json",
            "redis-authx-core",
            "slf4j-api",
            "error_prone_annotations");
  }

  @Test
  void theProgramRunsOnTheClassPath(TestRedis redis) throws IOException {
    assertThat(java("-cp", classes() + classPath(), "org.example.shop.Shop", redis.uri()))
        .contains("Completed[returnValue={\"sent\":{\"price\":1.50}}]");
  }

  @Test
  void theProgramRunsOnTheModulePath(TestRedis redis) throws IOException {
    String module = "org.example.shop/org.example.shop.Shop";

    assertThat(java("-p", classes() + classPath(), "-m", module, redis.uri()))
        .contains("Completed[returnValue={\"sent\":{\"price\":1.50}}]");
  }

  @Test
  void everyModuleComesWithItsSourcesAndItsJavadoc() {
    String version = Published.version();

    assertThat(Published.modules())
        .allSatisfy(
            module ->
                assertThat(Stream.of(".jar", "-sources.jar", "-javadoc.jar", ".pom"))
                    .allSatisfy(
                        ending ->
                            assertThat(
                                    REPOSITORY.resolve(
                                        "dev/tidemill/%1$s/%2$s/%1$s-%2$s%3$s"
                                            .formatted(module, version, ending)))
                                .isNotEmptyFile()));
  }

  @Test
  void theJavadocOfTheQueueShowsWhatEverybodyMayUseAndNoMore() throws IOException {
    Path jar =
        REPOSITORY.resolve(
            "dev/tidemill/tidemill-queue/%1$s/tidemill-queue-%1$s-javadoc.jar"
                .formatted(Published.version()));

    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      assertThat(Files.readAllLines(inside.getPath("element-list")))
          .containsExactly(
              "module:dev.tidemill.queue",
              "dev.tidemill.codec",
              "dev.tidemill.cron",
              "dev.tidemill.event",
              "dev.tidemill.input",
              "dev.tidemill.job",
              "dev.tidemill.queue",
              "dev.tidemill.redis");
    }
  }

  private static String classPath() throws IOException {
    return Files.readString(PROJECT.resolve("target/classpath")).strip();
  }

  private static String classes() {
    return PROJECT.resolve("target/classes") + File.pathSeparator;
  }

  private static String java(String... arguments) {
    return output(
        Stream.concat(Stream.of(JAVA_HOME + "/bin/java"), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static String output(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(PROJECT.toFile());
    builder.environment().put("JAVA_HOME", JAVA_HOME);
    builder.redirectErrorStream(true);
    try (InputStream said = builder.start().getInputStream()) {
      return new String(said.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(List.of(command) + " cannot be run", e);
    }
  }
}
