package dev.tidemill.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a parent's children. Redis keeps them in no order: a child that comes or goes between
 * two pages may shift others from one to the next.
 *
 * @param children of this page
 * @param total how many there are on all pages
 */
public record ChildPage(List<Child> children, long total) {

  /**
   * One child.
   *
   * @param key the full key of its hash, which may be in another queue
   * @param returnValue what it completed with, as JSON text; null while it is pending
   * @param job as it stands, or null when it is gone
   */
  public record Child(String key, @Nullable String returnValue, @Nullable Job job) {}

  /** Keeps its own copy. */
  public ChildPage {
    children = List.copyOf(children);
  }
}
