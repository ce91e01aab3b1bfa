package dev.tidemill.server.api;

import java.util.Locale;

/**
 * Everything that can be wrong with a request. The code is stable, for programs; title, meaning and
 * remedy are for people and are shown on the page that the problem's type leads to.
 */
public enum ProblemCode {
  /** A parameter or a field is not what it may be. */
  VALIDATION(
      400,
      "The request cannot be read",
      "A parameter, a field or the body is not what this route takes; the detail names it.",
      "Correct what the detail names; /docs lists what each route takes."),
  /** No token or a wrong one. */
  UNAUTHENTICATED(
      401,
      "Who asks is not known",
      "This server was started with --token, and the request does not carry that token.",
      "Send 'Authorization: Bearer TOKEN'; in a browser any user with the token as password."),
  /** The server only shows. */
  READ_ONLY(
      403,
      "This server changes nothing",
      "It was started with --read-only: it answers questions and refuses all that would change"
          + " something.",
      "Ask a server that was started without --read-only."),
  /** The request was sent to a name that is not ours. */
  FOREIGN_HOST(
      403,
      "This server answers to its own address only",
      "A server on a loopback address answers to localhost, 127.0.0.1, [::1] and the names that it"
          + " was allowed, so that no foreign name that points here gets anything.",
      "Use http://127.0.0.1 or http://localhost; behind a proxy start the server with"
          + " --allowed-host=NAME, the name that the proxy is asked by."),
  /** Another page asks for a change. */
  FOREIGN_PAGE(
      403,
      "Another page may not change anything here",
      "The browser says that the request comes from a page of another origin.",
      "Send it from this server's own page, or without a browser."),
  /** Nothing is at that path. */
  NOT_FOUND(
      404,
      "Nothing is here",
      "There is no such path.",
      "The page is at /, all routes are listed at /docs."),
  /** No such queue. */
  QUEUE_NOT_FOUND(
      404,
      "There is no such queue",
      "Redis holds no queue of that name under that prefix.",
      "GET /api/v1/queues tells those there are; one of another prefix needs ?prefix=…"),
  /** No such job. */
  JOB_NOT_FOUND(
      404,
      "There is no such job",
      "The queue holds no job of that id; it may have been removed when it ended.",
      "Search for it with GET /api/v1/queues/{queue}/jobs?q=…"),
  /** No such worker of the pool. */
  WORKER_NOT_FOUND(
      404,
      "There is no such worker",
      "The pool has no worker of that name, or it is not running.",
      "GET /api/v1/pool/workers tells those there are."),
  /** No such operation. */
  OPERATION_NOT_FOUND(
      404,
      "There is no such operation",
      "Operations live as long as the server; the last hundred are kept.",
      "GET /api/v1/operations tells those there are."),
  /** No such scheduler. */
  SCHEDULER_NOT_FOUND(
      404,
      "There is no such scheduler",
      "The queue holds no scheduler of that id.",
      "GET /api/v1/queues/{queue}/schedulers tells those there are."),
  /** No such key. */
  KEY_NOT_FOUND(
      404,
      "There is no such key",
      "Redis holds no key of that name, or it lies outside of the queues this server shows.",
      "GET /api/v1/redis/keys tells those there are."),
  /** That method is not for this path. */
  METHOD_NOT_ALLOWED(
      405,
      "That method is not for this path",
      "The path is there, but answers other methods only; the header Allow tells which.",
      "Use one of those that the header Allow tells."),
  /** What is answered is not what was asked for. */
  NOT_ACCEPTABLE(
      406,
      "It is not answered in that type",
      "The header Accept admits neither the media type that is answered here nor a wildcard.",
      "Send the type that the detail names, or */*, or no header Accept at all."),
  /** The body took too long. */
  REQUEST_TIMEOUT(
      408,
      "The request took too long to arrive",
      "The body came more slowly than the server waits for: less than 5 KiB in five seconds.",
      "Send it again, at once."),
  /** A worker has the job. */
  JOB_LOCKED(
      409,
      "A worker has the job",
      "The job, or a child that it waits for, is with a worker and cannot be changed that way.",
      "Try again once it has ended."),
  /** The thing is in another state. */
  STATE_CONFLICT(
      409,
      "It is not in the state for that",
      "What is asked for can be done in other states only; the detail tells which.",
      "Look at it again; it may have moved on."),
  /** Jobs are active. */
  QUEUE_BUSY(
      409,
      "Jobs are active",
      "The queue cannot be removed while workers have jobs of it.",
      "Wait until they have ended, or send \"force\": true."),
  /** Another process runs the pool. */
  POOL_BUSY(
      409,
      "Another process runs this pool",
      "A pool's node is one process; another one has that name.",
      "Start and stop it there, or give this one another --node."),
  /** The pool does not run. */
  POOL_NOT_RUNNING(
      409,
      "The pool is not running",
      "Workers can be turned, rested and stepped only while there are some.",
      "POST /api/v1/pool/start first."),
  /** A newer release keeps the pool. */
  NEWER_STATE(
      409,
      "A newer release keeps this pool",
      "The stored plan was written by a release that this one does not understand.",
      "Run the newest release everywhere."),
  /** The queue has a format of its own. */
  FOREIGN_QUEUE(
      409,
      "The queue is of a format that is not known",
      "The queue was made by BullMQ Pro or by a newer major of BullMQ; nothing was written to it.",
      "Use a tool that knows it."),
  /** The first request with that key has no known end. */
  IDEMPOTENCY_OPEN(
      409,
      "The end of the first request is not known",
      "A request with this Idempotency-Key is under way, or its end was lost with a connection.",
      "Ask again in a moment; if it stays so, look whether the job is there, then use another"
          + " key."),
  /** The reply was lost. */
  OUTCOME_UNKNOWN(
      503,
      "It is not known whether it was done",
      "The connection to Redis was lost before it answered: it may have been done or not.",
      "Look before you send it again, or send adds with an Idempotency-Key."),
  /** The body is too large. */
  PAYLOAD_TOO_LARGE(
      413,
      "The body is too large",
      "The body has more bytes, or more jobs, than this server takes at once.",
      "Send less at once."),
  /** The path is too long. */
  URI_TOO_LONG(
      414,
      "The path is too long",
      "Path and query have more bytes than this server reads.",
      "Send a shorter search."),
  /** The body is of another type. */
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The body is of another type",
      "Changes are sent as JSON and say so; a page of another origin could send other types.",
      "Send 'Content-Type: application/json'."),
  /** The confirmation is missing. */
  CONFIRM_REQUIRED(
      422,
      "It has to be confirmed",
      "What cannot be undone is done only when the body names the queue once more.",
      "Send {\"confirm\": \"NAME OF THE QUEUE\"}."),
  /** The key was used for something else. */
  IDEMPOTENCY_MISMATCH(
      422,
      "The key was used for another request",
      "A request with this Idempotency-Key and another body was answered within the last day.",
      "Use another key for another request."),
  /** Redis refuses what is to be stored. */
  ADD_REFUSED(
      422,
      "The job cannot be added",
      "The queue refuses the job: its parent is not there or another one's, or a key of another"
          + " type stands in the way.",
      "The detail tells which."),
  /** Too much at once. */
  TOO_MANY_REQUESTS(
      429,
      "Too much at once",
      "As many requests or operations are under way as this server allows.",
      "Ask again when one has ended; the header Retry-After tells how long to wait."),
  /** The headers are too large. */
  HEADERS_TOO_LARGE(
      431,
      "The headers are too large",
      "The headers have more bytes than this server reads.",
      "Send fewer or shorter ones."),
  /** Any other refusal of the HTTP layer. */
  REFUSED(
      400,
      "The request was refused",
      "The request is no proper HTTP request.",
      "The detail tells what was wrong with it."),
  /** Our mistake. */
  INTERNAL(
      500,
      "The server made a mistake",
      "The request could not be answered; the server's log says why.",
      "Report it with the lines of the log that have the problem's traceId, please."),
  /** Redis refused a command. */
  REDIS_REFUSED(
      502,
      "Redis refused it",
      "Redis answered with an error, for example because it is full or takes no writes.",
      "The detail is what Redis said."),
  /** No Redis. */
  REDIS_UNAVAILABLE(
      503,
      "Redis does not answer",
      "The connection to Redis is down, or it did not answer in time.",
      "The server goes on trying; ask again after as many seconds as the header Retry-After"
          + " tells."),
  /** No more streams. */
  TOO_MANY_STREAMS(
      503,
      "No more streams",
      "As many streams are open as this server allows.",
      "Close one, ask again later, or start the server with a larger --max-streams."),
  /** No more connections. */
  TOO_MANY_CONNECTIONS(
      503,
      "No more connections",
      "As many connections are open as this server allows.",
      "Ask again later, or start the server with a larger --max-connections.");

  private final int status;
  private final String title;
  private final String meaning;
  private final String remedy;

  ProblemCode(int status, String title, String meaning, String remedy) {
    this.status = status;
    this.title = title;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** As programs know it, such as {@code job-not-found}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The kind of problem, a few words. */
  public String title() {
    return title;
  }

  /** What it means, a sentence. */
  public String meaning() {
    return meaning;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
