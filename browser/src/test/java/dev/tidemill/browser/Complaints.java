package dev.tidemill.browser;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * Errors and warnings of a window's console, refused by the policy or thrown by the page.
 *
 * @param heard in their order
 */
record Complaints(List<String> heard) {

  static Complaints of(Page page) {
    Complaints complaints = new Complaints(new ArrayList<>());
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.heard.add(
                message.type() + ": " + message.text() + " at " + message.location());
          }
        });
    page.onPageError(error -> complaints.heard.add("uncaught: " + error));
    return complaints;
  }
}
