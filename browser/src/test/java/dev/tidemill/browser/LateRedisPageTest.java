package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The screens of a server whose Redis comes after it. */
@ExtendWith({NeedsChromium.class, OneStage.class})
class LateRedisPageTest {

  @Test
  void whatIsTheMatterIsSaidOnceAndWhoeverWaitsSaysSoShort(Stage stage) throws IOException {
    try (TestRedis late = TestRedis.start()) {
      late.kill9();
      try (ServerProcess there = stage.serve("late", late);
          JobsPage system = stage.open(there, "system");
          JobsPage workers = stage.open(there, "workers");
          JobsPage queues = stage.open(there, "queues")) {
        waits(system, 4);
        waits(workers, 1);
        waits(queues, 1);
        system.picture("system-redis-late");
        workers.picture("workers-redis-late");
        queues.picture("queues-redis-late");

        late.restart();

        List.of(system, workers, queues).forEach(LateRedisPageTest::goesOn);
      }
    }
  }

  private static void waits(JobsPage page, int panels) {
    assertThat(waiting(page)).hasCount(panels, soon());
    assertThat(reason(page)).hasCount(1, soon());
    assertThat(page.page().locator("main").innerText()).doesNotContain("cannot be reached");
  }

  private static void goesOn(JobsPage page) {
    assertThat(waiting(page)).hasCount(0, soon());
    assertThat(reason(page)).hasCount(0, soon());
  }

  private static Locator waiting(JobsPage page) {
    return page.page().locator("main").getByText("Waits for Redis.");
  }

  private static Locator reason(JobsPage page) {
    return page.page().getByText("Redis is not answering.");
  }

  private static LocatorAssertions.HasCountOptions soon() {
    return new LocatorAssertions.HasCountOptions().setTimeout(30_000);
  }
}
