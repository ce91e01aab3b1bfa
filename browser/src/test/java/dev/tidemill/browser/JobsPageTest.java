package dev.tidemill.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({NeedsChromium.class, OneStage.class})
class JobsPageTest {

  private static Stage stage;
  private static Mails mails;

  @BeforeAll
  static void meet(Stage shared) {
    stage = shared;
    mails = shared.mails();
  }

  @Test
  void aLinkLeadsToAJobWithItsTraceAndItsTitle() {
    mails.fail(3);

    try (var job = stage.open("queues/mails/jobs/2")) {
      assertThat(job.page().locator("h1")).hasText("Job 2");
      assertThat(job.page().locator(".trace pre")).containsText("at deliver (mailer.js:27:49)");
      assertThat(job.page()).hasTitle("Job 2 in mails · Tidemill");

      job.link("Data").click();

      assertThat(job.page().locator(".payload pre")).containsText("\"id\": 1");
      assertThat(job.page()).hasURL(Pattern.compile(".*#/queues/mails/jobs/2\\?tab=data$"));
      assertThat(job.complaints()).isEmpty();
    }
  }

  @Test
  void aJobThatIsRemovedStaysInSightAndOneThatNeverWasIsSaid() {
    mails.fail(3);

    try (var job = stage.open("queues/mails/jobs/2")) {
      mails.queue().handle("2").remove();

      assertThat(job.page().getByText("This job has been removed.")).isVisible();
      assertThat(job.page().locator(".trace pre")).containsText("at deliver");
      assertThat(job.button("Retry")).hasCount(0);
    }
    try (var job = stage.open("queues/mails/jobs/77")) {
      assertThat(job.page().getByText("There is no job “77” in mails.")).isVisible();
    }
  }

  @Test
  void aQuestionAboutAJobIsTakenBackWhenAnotherOneComesIntoSight() {
    mails.fail(3);

    try (var job = stage.open("queues/mails/jobs/1")) {
      job.page().evaluate("() => { location.hash = '#/queues/mails/jobs/2'; }");
      assertThat(job.page().locator("h1")).hasText("Job 2");
      job.button("Remove…").click();
      assertThat(job.sheet()).isVisible();

      job.page().goBack();

      assertThat(job.page().locator("h1")).hasText("Job 1");
      assertThat(job.sheet()).isHidden();
      assertThat(mails.queue().counts().failed()).isEqualTo(3);
    }
  }

  @Test
  void aFailedJobIsFoundByItsErrorAndTriedAgain() {
    mails.fail(30);

    try (var jobs = stage.open("queues/mails?state=failed")) {
      jobs.search("error:timeout");
      assertThat(jobs.rows()).hasCount(3);
      jobs.button("Retry job 11").click();

      assertThat(jobs.row("11")).containsText("waiting");
      assertThat(jobs.page().getByText("Job 11 retried; it is waiting now.")).isVisible();
      assertThat(mails.queue().counts().failed()).isEqualTo(29);
      assertThat(jobs.complaints()).isEmpty();
    }
  }

  @Test
  void allThatMatchAreTriedAgainOnceTheirNumberWasTold() {
    mails.fail(60);

    try (var jobs = stage.open("queues/mails?state=failed&q=error:timeout")) {
      jobs.button("Retry all…").click();
      assertThat(jobs.sheet()).containsText("Would retry 6 jobs of 60 failed.");
      assertThat(jobs.focused()).isEqualTo("Cancel");
      jobs.press("Escape");
      assertThat(mails.queue().counts().failed()).isEqualTo(60);

      jobs.button("Retry all…").click();
      assertThat(jobs.deed()).hasText("Retry 6");
      jobs.deed().click();

      assertThat(jobs.page().locator("[data-phase=done]")).containsText("Done: 6 jobs retried.");
      assertThat(mails.queue().counts().failed()).isEqualTo(54);
      assertThat(jobs.complaints()).isEmpty();
    }
  }

  @Test
  void whatRemovesMoreThanAHandfulAsksForTheNameOfTheQueue() {
    mails.fail(30);

    try (var jobs = stage.open("queues/mails?state=failed")) {
      jobs.row("30").locator("input").check();
      jobs.button("Remove selected").click();
      assertThat(jobs.deed()).isEnabled();
      jobs.deed().click();
      assertThat(jobs.page().getByText("1 job removed.")).isVisible();

      jobs.page().getByLabel("Select all on this page").check();
      jobs.button("Remove selected").click();
      assertThat(jobs.deed()).isDisabled();
      jobs.press("Escape");
      jobs.button("Clear").click();

      jobs.button("Remove all…").click();
      assertThat(jobs.sheet()).containsText("Would remove 29 jobs.");
      assertThat(jobs.deed()).isDisabled();
      jobs.sheet().locator("input").fill("mails");
      jobs.deed().click();
      assertThat(jobs.page().locator("[data-phase=done]")).containsText("29 jobs removed.");
      assertThat(mails.queue().counts().failed()).isZero();
    }
  }

  @Test
  void shiftAndALetterDoWhatTheButtonsOfTheSelectionDo() {
    mails.fail(12);

    try (var jobs = stage.open("queues/mails?state=failed")) {
      assertThat(jobs.rows()).hasCount(12);
      jobs.page().locator("h1").focus();
      jobs.press("j", "x", "j", "x", "Shift+R");
      assertThat(jobs.deed()).hasText("Retry 2");
      jobs.press("Tab", "Enter");
      assertThat(jobs.page().getByText("2 jobs retried.")).isVisible();
      assertThat(jobs.rows()).hasCount(10);

      jobs.row("10").focus();
      jobs.press("Shift+X");
      assertThat(jobs.sheet()).containsText("Remove job 10?");
      jobs.press("Tab", "Enter");
      assertThat(jobs.page().getByText("Job 10 removed.")).isVisible();
      assertThat(mails.queue().counts().failed()).isEqualTo(9);
    }
  }

  @Test
  void pagesLeadOnAndBack() {
    mails.add(120);

    try (var jobs = stage.open("queues/mails?state=waiting")) {
      assertThat(jobs.rows()).hasCount(50);
      assertThat(jobs.row("120")).isVisible();
      jobs.button("Older ›").click();
      assertThat(jobs.row("70")).isVisible();
      jobs.button("Older ›").click();
      assertThat(jobs.rows()).hasCount(20);
      assertThat(jobs.button("Older ›")).hasCount(0);

      jobs.page().goBack();
      assertThat(jobs.row("70")).isVisible();
      jobs.page().reload();
      assertThat(jobs.row("70")).isVisible();
      jobs.button("« First").click();
      assertThat(jobs.row("120")).isVisible();
      assertThat(jobs.complaints()).isEmpty();
    }
  }

  @Test
  void jobsAreChosenAndTriedAgainWithoutAMouse() {
    mails.fail(12);

    try (var jobs = stage.open("queues/mails?state=failed")) {
      assertThat(jobs.rows()).hasCount(12);
      jobs.page().locator("h1").focus();
      jobs.press("j", "x", "j", "x");
      assertThat(jobs.page().locator("tr.chosen")).hasCount(2);
      jobs.focusBackTo("Retry selected");
      jobs.press("Enter");
      assertThat(jobs.deed()).hasText("Retry 2");
      jobs.press("Tab", "Enter");

      assertThat(jobs.page().getByText("2 jobs retried.")).isVisible();
      assertThat(mails.queue().counts().failed()).isEqualTo(10);
      assertThat(jobs.rows()).hasCount(10);
      assertThat(jobs.complaints()).isEmpty();
    }
  }

  @Test
  void aRefreshTakesNeitherFocusNorSelection() {
    mails.add(5);

    try (var jobs = stage.open("queues/mails?state=waiting")) {
      jobs.page().locator("h1").focus();
      jobs.press("j", "j", "x");
      assertThat(jobs.row("4").locator("input")).isChecked();

      mails.queue().add("late", "{}");

      assertThat(jobs.row("6")).isVisible();
      assertThat(jobs.row("4")).isFocused();
      assertThat(jobs.row("4").locator("input")).isChecked();
      jobs.press("Enter");
      assertThat(jobs.page().locator("h1")).hasText("Job 4");
      assertThat(jobs.page().locator("h1")).isFocused();
    }
  }

  @Test
  void lettersCountFromTheFirstMomentUntilTheyAreTurnedOff() {
    mails.add(5);

    try (var jobs = stage.open("queues/mails?state=waiting")) {
      assertThat(jobs.rows()).hasCount(5);
      jobs.press("j", "j", "k");
      assertThat(jobs.row("5")).isFocused();
      jobs.press("x", "/");
      assertThat(jobs.row("5").locator("input")).isChecked();
      assertThat(jobs.page().getByRole(AriaRole.SEARCHBOX)).isFocused();
      jobs.press("Escape", "?");
      assertThat(jobs.page().locator("dialog[open]")).containsText("Next row, the one before");
      jobs.page().locator("dialog[open] input").uncheck();
      jobs.press("Escape");
      jobs.row("5").focus();

      jobs.press("x", "j", "/", "s", "t");
      assertThat(jobs.row("5")).isFocused();
      assertThat(jobs.row("5").locator("input")).isChecked();
      assertThat(jobs.page().locator("dialog[open]")).hasCount(0);
      jobs.press("ArrowDown");
      assertThat(jobs.row("4")).isFocused();
      jobs.press("Control+k");
      assertThat(jobs.page().getByRole(AriaRole.COMBOBOX)).isFocused();
    }
  }
}
