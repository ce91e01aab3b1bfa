package dev.tidemill.embedded;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A Redis of our own in a data directory of our own: it listens on the loopback address only, on a
 * random port and with a random password, and is started again under the same when it dies, or when
 * the directory has its next owner.
 *
 * <p><b>Threading:</b> safe for any; one daemon thread watches the server.
 */
public final class EmbeddedRedis implements AutoCloseable {

  private static final Logger LOG = System.getLogger(EmbeddedRedis.class.getName());

  private final DataDirectory directory;
  private final RedisBinary binary;
  private final ServerSettings settings;
  private final List<Runnable> toldOfRestarts = new CopyOnWriteArrayList<>();
  private final ReentrantLock life = new ReentrantLock();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile RedisServer server;
  private int httpPort; // guarded by life

  private EmbeddedRedis(
      DataDirectory directory, RedisBinary binary, ServerSettings settings, RedisServer server) {
    this.directory = directory;
    this.binary = binary;
    this.settings = settings;
    this.server = server;
  }

  /**
   * Takes the data directory and starts a server in it; returns when its data is loaded.
   *
   * @throws DataDirectoryInUse when another process has the directory
   * @throws EmbeddedRedisException when no server can be found or started
   */
  public static EmbeddedRedis start(EmbeddedRedisOptions options) {
    DataDirectory directory = DataDirectory.own(options.directory());
    try {
      Survivor.end(options.directory());
      RedisBinary binary = RedisBinary.find(options.directory());
      ServerSettings settings =
          ServerSettings.again(
              options.directory(),
              options.durable() ? Persistence.ALWAYS : Persistence.EVERY_SECOND);
      RedisServer server = RedisServer.start(binary, settings);
      EmbeddedRedis redis = new EmbeddedRedis(directory, binary, settings, server);
      redis.begin();
      return redis;
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private void begin() {
    try {
      tell();
      Thread.ofPlatform().daemon().name("tidemill-redis-watch").start(this::watch);
    } catch (RuntimeException | Error e) { // nobody would end a server that nobody has
      server.close();
      throw e;
    }
  }

  /** As {@code redis://:password@127.0.0.1:port/0}. */
  public String uri() {
    return settings.uri();
  }

  public int port() {
    return settings.port();
  }

  /** As the running server told it, such as "7.0.15". */
  public String version() {
    return server.version();
  }

  /** Which program runs. */
  public RedisBinary binary() {
    return binary;
  }

  public Path directory() {
    return settings.directory();
  }

  /** False from the moment the server has died until it has been started again. */
  public boolean isAlive() {
    return !isClosed() && server.isAlive();
  }

  /** Of the server process; changes with a restart. */
  public long pid() {
    return server.pid();
  }

  /** Has the listener told after each restart, on the watching thread. */
  public void onRestart(Runnable told) {
    toldOfRestarts.add(told);
  }

  /** Lets other commands on this data directory know where HTTP is served. */
  public void announceHttp(int port) {
    life.lock();
    try {
      httpPort = port;
      tell();
    } finally {
      life.unlock();
    }
  }

  private void tell() {
    directory.tell(
        new ServerFile(
            uri(), server.version(), ProcessHandle.current().pid(), server.pid(), httpPort));
  }

  /** A disk that is full keeps others from hearing of the server, not us from having one. */
  private void tellIfPossible() {
    try {
      tell();
    } catch (EmbeddedRedisException e) {
      LOG.log(Level.WARNING, e.getMessage(), e);
    }
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  private void watch() {
    while (!isClosed()) {
      server.awaitEnd();
      for (int failures = 0; !isClosed() && !startAgain(); failures++) {
        awaitClosing(Math.min(5_000, 100L << Math.min(failures, 10)));
      }
    }
  }

  /** True when there is a server again, or none is wanted any more. */
  private boolean startAgain() {
    life.lock();
    try {
      if (isClosed()) {
        return true;
      }
      LOG.log(Level.WARNING, "Redis (process " + pid() + ") has died; starting it again");
      server.close();
      server = RedisServer.start(binary, settings);
      tellIfPossible();
    } catch (EmbeddedRedisException e) {
      LOG.log(Level.ERROR, "Redis cannot be started again; will keep trying", e);
      return false;
    } finally {
      life.unlock();
    }
    LOG.log(Level.INFO, "Redis is back as process " + pid());
    toldOfRestarts.forEach(Runnable::run);
    return true;
  }

  private void awaitClosing(long millis) {
    try {
      if (closing.await(millis, TimeUnit.MILLISECONDS)) {
        LOG.log(Level.DEBUG, "Closing while Redis is away");
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "Nobody interrupts this thread on purpose", e);
    }
  }

  /** Stops the server, its file written to the end, and gives the directory back. Idempotent. */
  @Override
  public void close() {
    life.lock();
    try {
      if (isClosed()) {
        return;
      }
      closing.countDown();
      server.close();
      directory.close();
    } finally {
      life.unlock();
    }
  }
}
