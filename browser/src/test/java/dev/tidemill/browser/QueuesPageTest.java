package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith({NeedsChromium.class, OneStage.class})
class QueuesPageTest {

  private static final int MOST_BYTES = 120_000;
  private static final Pattern DEEDS =
      Pattern.compile("^\\s*(Retry|Remove|Promote|Duplicate|Pause|Add job|Start|Stop)\\b(?! view)");

  /** When the newest sample was taken. */
  private static final String LAST = "() => document.querySelector('tide-app').store.history.last";

  private static Stage stage;
  private static Mails mails;

  @BeforeAll
  static void meet(Stage shared) {
    stage = shared;
    mails = shared.mails();
  }

  @Test
  void aQueueWithoutWorkersIsWarnedOfAndCanBePaused() {
    mails.add(3);

    try (var queues = stage.open("queues")) {
      assertThat(queues.row("mails")).containsText("⚠ none", patience());
      queues.button("Pause mails").click();
      assertThat(queues.row("mails")).containsText("paused");
      assertThat(queues.button("Resume mails")).isVisible();
      Awaitility.await().until(mails.queue()::isPaused);
      queues.button("Resume mails").click();
      assertThat(queues.button("Pause mails")).isVisible();

      queues.link("mails").click();

      assertThat(queues.page().locator("h1")).isFocused();
      assertThat(queues.page().locator("[data-finding=no-consumers]")).isVisible();
      assertThat(queues.complaints()).isEmpty();
    }
  }

  /** A queue that was gone is found again at the next look at all keys. */
  private static LocatorAssertions.ContainsTextOptions patience() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
  }

  @Test
  void aJobIsAddedFromTheSheetWithItsPayloadAsItWasWritten() {
    mails.add(1);

    try (var queue = stage.open("queues/mails")) {
      queue.button("Add job").click();
      queue.page().locator("[name=name]").fill("welcome");
      queue.page().locator("[name=data]").fill("{\"n\": 12345678901234567890}");
      queue.button("Add").click();

      assertThat(queue.page().locator("h1")).hasText("Job 2");
      assertThat(queue.page().locator(".payload pre")).containsText("12345678901234567890");
      assertThat(queue.complaints()).isEmpty();
    }
  }

  @Test
  void aJobWhoseAnswerWasLostIsAddedOnceHoweverOftenItIsSent() {
    mails.add(1);

    try (var queue = stage.open("queues/mails")) {
      var sent = new AtomicInteger();
      queue
          .page()
          .route(
              url -> url.contains("/queues/mails/jobs"),
              route -> {
                if (!route.request().method().equals("POST") || sent.getAndIncrement() > 0) {
                  route.resume();
                } else {
                  route.fetch();
                  route.abort();
                }
              });
      queue.button("Add job").click();
      queue.button("Add").click();
      assertThat(queue.page().locator("dialog[open] .banner")).containsText("does not answer");

      queue.button("Add").click();

      assertThat(queue.page().locator("h1")).hasText("Job 2");
      assertThat(mails.queue().counts().waiting()).isEqualTo(2);
    }
  }

  @Test
  void aQueueIsCleanedOnlyOnceItsNameIsTyped() {
    mails.fail(12);

    try (var queue = stage.open("queues/mails?tab=settings")) {
      queue.button("Remove all failed jobs").click();
      assertThat(queue.sheet()).containsText("Would remove 12 failed jobs");
      assertThat(queue.deed()).isDisabled();
      queue.sheet().locator("input").fill("mails");
      queue.deed().click();

      assertThat(queue.page().locator("[data-phase=done]")).containsText("12 jobs removed");
      assertThat(mails.queue().counts().failed()).isZero();
    }
  }

  @Test
  void aQueueIsObliteratedOnlyOnceItsNameIsTyped() {
    mails.add(4);

    try (var queue = stage.open("queues/mails?tab=settings")) {
      queue.button("Obliterate…").click();
      assertThat(queue.sheet()).containsText("Would remove 4 jobs and all else");
      assertThat(queue.deed()).isDisabled();
      queue.sheet().locator("input").fill("mails");
      queue.deed().click();

      assertThat(queue.page().getByText("There is no queue “mails”")).isVisible(soon());
      assertThat(mails.queue().counts().waiting()).isZero();
    }
  }

  @Test
  void aServerThatOnlyShowsHasNoButtonForADeed() throws IOException {
    mails.fail(3);

    try (var quiet = stage.serve("quiet", stage.redis(), "--read-only", "--queue=other");
        var jobs = stage.open(quiet, "queues/mails?state=failed")) {
      assertThat(jobs.rows()).hasCount(3);
      assertThat(jobs.page().locator(".where .chip")).isVisible();
      assertThat(jobs.page().locator("main input[type=checkbox]")).hasCount(0);
      assertThat(jobs.page().locator("header, main").getByText(DEEDS)).hasCount(0);
      jobs.row("1").locator("a").click();
      assertThat(jobs.page().locator("h1")).hasText("Job 1");
      assertThat(jobs.page().locator("header, main").getByText(DEEDS)).hasCount(0);
      assertThat(jobs.complaints()).isEmpty();
    }
  }

  @Test
  void whileRedisStandsStillTheLastPictureStaysNothingCanBeDoneAndAllHealsByItself()
      throws IOException {
    try (TestRedis mortal = TestRedis.start();
        Mails theirs = new Mails(mortal)) {
      theirs.fail(5);
      try (ServerProcess there = stage.serve("mortal", mortal, "--start", "--push-interval=20ms");
          var live =
              new LivePage(stage.chromium().window(Stage.DESKTOP, ColorScheme.LIGHT), there.url());
          var jobs = stage.open(there, "queues/mails?state=failed")) {
        assertThat(jobs.rows()).hasCount(5);
        live.awaitSamples(3);

        mortal.freeze();

        assertThat(jobs.page().getByText("Redis is not answering.")).isVisible(soon());
        assertThat(jobs.page().getByText("Not up to date:").first()).isVisible(soon());
        assertThat(jobs.rows()).hasCount(5);
        assertThat(jobs.button("Retry job 1")).isDisabled();
        assertThat(live.status()).containsText("Redis is away.");
        assertThat(live.button("Stop")).isDisabled();
        assertThat(live.button("Stop")).hasAttribute("title", "Not while the figures are old");
        jobs.picture("queue-redis-away");
        live.page().waitForFunction(LAST + " < Date.now() - 5000");

        mortal.thaw();

        assertThat(live.status()).containsText("Live.", patience());
        live.page().waitForFunction(LAST + " > Date.now() - 2000");
        live.page()
            .waitForFunction(
                "() => document.querySelector('tide-wave').data.workers.includes(null)");
        assertThat(live.button("Stop")).isEnabled();
        assertThat(jobs.page().getByText("Redis is not answering.")).hasCount(0);
        assertThat(jobs.page().getByText("Not up to date:")).hasCount(0);
        assertThat(jobs.button("Retry job 1")).isEnabled();
      }
    }
  }

  private static LocatorAssertions.IsVisibleOptions soon() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(15_000);
  }

  @ParameterizedTest
  @CsvSource({
    "queues, LIGHT",
    "queues/mails?state=failed, DARK",
    "queues/mails?tab=settings, LIGHT",
    "queues/mails/jobs/1, DARK",
    "queues/mails/jobs/1?tab=data, LIGHT"
  })
  void axeFindsNothingToSayAndAPhoneScrollsOnlyDown(String place, ColorScheme scheme) {
    mails.fail(12);

    String name = place.replaceAll("\\W+", "-") + "-" + scheme.name().toLowerCase(Locale.ROOT);
    try (var wide =
            new JobsPage(
                stage.chromium().window(Stage.DESKTOP, scheme), stage.server().url(), place);
        var phone =
            new JobsPage(
                stage.chromium().window(Stage.PHONE, scheme), stage.server().url(), place)) {
      wide.picture(name);
      phone.picture(name + "-phone");

      assertThat(new AxeBuilder(wide.page()).analyze().getViolations()).isEmpty();
      assertThat(new AxeBuilder(phone.page()).analyze().getViolations()).isEmpty();
      assertThat(phone.sideways()).isNotPositive();
      assertThat(wide.complaints()).isEmpty();
    }
  }

  @Test
  void theFirstLoadIsLight() {
    mails.add(1);

    try (var queues = stage.open("queues")) {
      Object bytes =
          queues
              .page()
              .evaluate(
                  "() => performance.getEntriesByType('resource').map(e => e.encodedBodySize)"
                      + ".reduce((a, b) => a + b, 0)");

      assertThat(((Number) bytes).intValue()).isBetween(10_000, MOST_BYTES);
    }
  }
}
