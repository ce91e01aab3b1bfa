package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Schedule;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two queues of one name under two prefixes are two queues everywhere. */
@ExtendWith({NeedsChromium.class, OneStage.class})
class PrefixesPageTest {

  private static final Schedule EVERY_DAY = Schedule.every(Duration.ofDays(1)).build();

  @Test
  void everyLinkLeadsToTheQueueOfItsOwnPrefix(Stage stage) throws IOException {
    try (TestRedis redis = TestRedis.start();
        Queue ours = open(redis, "bull");
        Queue theirs = open(redis, "shop")) {
      ours.add("one", "{}");
      theirs.add("two", "{}");
      theirs.schedulers().upsert("nightly", EVERY_DAY, NewJob.of("two", "{}"));
      try (var server = stage.serve("prefixes", redis);
          var queues = stage.open(server, "queues")) {
        assertThat(queues.row("bull:mails")).isVisible(soon());
        assertThat(queues.button("Pause mails of shop")).isVisible();
        queues.page().getByRole(AriaRole.SEARCHBOX).fill("shop");
        assertThat(queues.rows()).hasCount(1);
        queues.row("shop:mails").locator("a.name").click();
        assertThat(job(queues)).containsText("two");
        go(queues, "#/queues/mails?prefix=bull");
        assertThat(job(queues)).containsText("one");
        assertThat(queues.rows()).hasCount(1);
        go(queues, "#/system");
        Locator schedulers = queues.page().locator("[aria-labelledby=schedulers-title]");
        schedulers.locator("a").click();
        assertThat(job(queues)).containsText("two");

        go(queues, "#/system");
        Page page = queues.page();
        page.getByLabel("Queue", new Page.GetByLabelOptions().setExact(true))
            .selectOption("mails of shop");
        assertThat(page.locator(".keylist")).containsText("shop:mails:meta");
        assertThat(page.locator(".keylist")).not().containsText("bull:mails");
        assertThat(queues.complaints()).isEmpty();
      }
    }
  }

  @Test
  void theLinkToAParentKnowsAPrefixThatHasAColon(Stage stage) throws IOException {
    try (TestRedis redis = TestRedis.start();
        Queue mails = open(redis, "shop:eu")) {
      String parent = mails.add("parent", "{}");
      JobOptions child = JobOptions.builder().parent(mails.options().ref(parent)).build();
      String id = mails.add("child", "{}", child);
      try (var server = stage.serve("prefixes", redis);
          var job = stage.open(server, "queues/mails/jobs/" + id + "?prefix=shop:eu")) {
        job.page().locator(".kin a").click();

        assertThat(job.page().locator("h1")).hasText("Job 1");
        assertThat(job.complaints()).isEmpty();
      }
    }
  }

  private static Queue open(TestRedis redis, String prefix) {
    return Queue.open(new QueueOptions(RedisUri.parse(redis.uri()), prefix, "mails"));
  }

  private static Locator job(JobsPage page) {
    return page.page().locator("tide-jobs");
  }

  private static void go(JobsPage page, String hash) {
    page.page().evaluate("hash => { location.hash = hash; }", hash);
  }

  private static LocatorAssertions.IsVisibleOptions soon() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(30_000);
  }
}
