package dev.tidemill.pool.handler;

import dev.tidemill.job.Job;

/**
 * Lets some time go by before another handler has the message.
 *
 * @param work how long
 * @param then has the message after it
 */
record AfterWork(WorkTime work, Handler then) implements Handler {

  @Override
  public void open() {
    then.open();
  }

  @Override
  public String handle(Job job) throws Exception {
    Thread.sleep(work.next());
    return then.handle(job);
  }

  @Override
  public void close() {
    then.close();
  }

  @Override
  public String toString() {
    return then.toString();
  }
}
