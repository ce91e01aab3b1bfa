// One event stream in, one picture out. Everything the page shows is read from here.
import { History } from "./history.js";

/** The server pings every 10 s: silence for longer means that the figures are old. */
const STALE_MS = 15_000;
const REOPEN_MS = 25_000;
/** A page nobody looks at gives its connection back. */
const HIDDEN_MS = 60_000;
/** Other entries of the history that come by, each with an id; their effect shows in the next tick. */
const RECORDED = ["step", "start", "stop", "limits"];

export class Store extends EventTarget {
  #url;
  #stream = null;
  #heard = Date.now();
  #reopening = null;
  #hiding = null;
  #frame = false;
  #id = "";

  constructor(url) {
    super();
    this.#url = url;
    this.phase = "connecting";
    this.detail = null;
    this.snapshotted = false;
    this.running = false;
    this.limits = { maxPushers: 10, maxPullers: 10 };
    this.switchEvery = 10;
    this.now = {};
    this.redis = { where: "", version: "", ok: true };
    this.workers = [];
    this.history = new History();
    this.paused = false;
    this.behind = 0;
  }

  open() {
    this.#connect();
    setInterval(() => this.#watch(), 1000);
    document.addEventListener("visibilitychange", () => this.#visibility());
  }

  /** Holds the picture still, or lets it go on; what arrives meanwhile is kept. */
  pause(paused) {
    this.paused = paused;
    this.behind = 0;
    this.#changed();
  }

  /** What the answer to a start or stop said, until the next tick says it again. */
  answered(running) {
    this.running = running;
    if (!running) this.workers = [];
    this.#changed();
  }

  /** Who has a lane: the workers, or those that were there last while the pool stands. */
  get crew() {
    if (this.workers.length > 0) return this.workers;
    return inOrder([...this.history.lanes.keys()].map((id) => ({ id })));
  }

  /** True when the figures are as of now. */
  get fresh() {
    return this.phase === "live" && this.redis.ok;
  }

  #connect() {
    clearTimeout(this.#reopening);
    this.#stream?.close();
    const stream = new EventSource(this.#url);
    this.#stream = stream;
    this.#heard = Date.now();
    const on = (name, take) =>
      stream.addEventListener(name, (event) => {
        this.#heard = Date.now();
        const recorded = event.lastEventId !== this.#id;
        this.#id = event.lastEventId;
        take(event.data === "" ? null : JSON.parse(event.data), recorded);
      });
    for (const kind of RECORDED) on(kind, () => {});
    on("snapshot", (data) => this.#snapshot(data));
    on("tick", (data, recorded) => this.#tick(data, recorded));
    // Workers may turn many times a second: they are drawn with the next tick.
    on("turn", (data) => this.history.turned(data.worker, data.role, data.t));
    on("ping", () => this.#alive());
    on("message", (data) => this.#state(data));
    on("bye", () => this.#lost("the server is going down"));
    stream.onerror = () => this.#failed(stream);
  }

  #snapshot(data) {
    this.snapshotted = true;
    this.running = data.running;
    this.limits = data.limits;
    this.switchEvery = data.switchEvery;
    this.redis = { ...this.redis, ...data.redis };
    this.workers = inOrder(data.workers ?? []);
    this.history = History.of(data.history, data.lanes);
    const { state, counts } = data;
    this.now = {
      t: data.asOf,
      ...figuresOf(state),
      done: data.done,
      failed: data.failed,
      waiting: counts.waiting + (counts.prioritized ?? 0),
      active: counts.active,
      delayed: counts.delayed,
    };
    this.#follow(data.asOf);
    this.#alive();
  }

  /** The six figures by themselves, once a second whatever else happens. */
  #state(six) {
    if (!this.snapshotted) return;
    if (this.redis.ok) this.now = { ...this.now, ...figuresOf(six) };
    this.#alive();
  }

  /** A tick with an id of its own is a sample of the history; one without says only how it stands. */
  #tick(data, recorded) {
    const { workers, running, redisOk, ...figures } = data;
    if (running !== undefined) this.running = running;
    if (redisOk !== undefined) this.redis = { ...this.redis, ok: redisOk };
    if (workers) this.workers = inOrder(workers);
    if (this.paused) this.behind += 1;
    // While Redis is away the last figures stay, and the charts show a hole.
    if (this.redis.ok) {
      this.now = { ...this.now, ...figures };
      if (recorded) this.history.add(figures);
      this.#follow(figures.t);
    }
    this.#alive();
  }

  /** A turn that was left out of the stream shows in the list of workers. */
  #follow(t) {
    for (const { id, role } of this.workers) this.history.turned(id, role, t);
  }

  #alive() {
    this.phase = "live";
    this.detail = null;
    this.#changed();
  }

  #lost(detail) {
    this.phase = this.snapshotted ? "reconnecting" : "connecting";
    this.detail = detail;
    this.#changed();
  }

  #failed(stream) {
    this.#lost("no connection to the server");
    if (stream.readyState === EventSource.CLOSED) {
      clearTimeout(this.#reopening);
      this.#reopening = setTimeout(() => this.#connect(), 3000);
    }
  }

  #watch() {
    const silent = Date.now() - this.#heard;
    if (this.#stream === null || silent < STALE_MS) return;
    if (this.phase === "live") {
      this.phase = "stale";
      this.#changed();
    }
    if (silent > REOPEN_MS) this.#connect();
  }

  #visibility() {
    clearTimeout(this.#hiding);
    if (document.hidden) {
      this.#hiding = setTimeout(() => {
        this.#stream?.close();
        this.#stream = null;
      }, HIDDEN_MS);
    } else if (this.#stream === null) {
      this.#connect();
    } else {
      this.#changed();
    }
  }

  /** Many events in one frame are one change. */
  #changed() {
    if (this.#frame) return;
    this.#frame = true;
    requestAnimationFrame(() => {
      this.#frame = false;
      this.dispatchEvent(new Event("change"));
    });
  }
}

function figuresOf(state) {
  return {
    pushers: state.pusherCount,
    pullers: state.pullerCount,
    pushed: state.totalMessageCount,
    switches: state.roleSwitchCount,
    messageCount: state.messageCount,
    role: state.currentRole,
  };
}

/** By name, so that a tile keeps its place whatever its worker does. */
function inOrder(workers) {
  return [...workers].sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
}

/** Sends a command to the pool and answers its words; throws with the server's own reason. */
export async function command(path) {
  const answer = await fetch(path, { method: "POST" });
  const text = await answer.text();
  if (!answer.ok) throw new Error(reasonIn(text) ?? `${path} was answered with ${answer.status}`);
  return text;
}

function reasonIn(text) {
  try {
    const problem = JSON.parse(text);
    return problem.detail ?? problem.title ?? problem.message ?? null;
  } catch {
    return text.length > 0 && text.length < 300 ? text : null;
  }
}
