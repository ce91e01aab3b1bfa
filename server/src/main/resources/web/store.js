// One event stream in, one picture out. Everything the page shows is read from here.
import { History } from "./history.js";
import { figuresOf, inOrder, nowOf, pictureOf } from "./picture.js";
import { SharedStream } from "./shared.js";

/** The server pings every 10 s: silence for longer means that the figures are old. */
const STALE_MS = 15_000;
/** Figures of a tick hold until the next one: what is told between them would be of another moment than its workers. */
const TICK_MS = 1500;
/** What has happened besides what the charts show anyway: samples, turns and steps. */
const DEEDS = new Set(["start", "stop", "limits", "rest", "resume", "join", "leave", "death"]);
const DEEDS_KEPT = 300;

export class Store extends EventTarget {
  #stream;
  /** What is told. */
  #told = { now: {}, workers: [], nodes: [], history: new History(), deeds: [] };
  /** What was told when the view was paused: all screens show that moment. */
  #held = null;
  #heard = Date.now();
  #ticked = 0;
  #frame = false;
  #pausing = false;

  constructor(url) {
    super();
    this.#stream = new SharedStream(url, {
      tell: (event) => this.#take(event),
      picture: () => (this.snapshotted ? pictureOf({ ...this, ...this.#told }) : null),
    });
    this.phase = "connecting";
    this.detail = null;
    this.snapshotted = false;
    this.running = false;
    this.limits = { maxPushers: 10, maxPullers: 10 };
    this.switchEvery = 10;
    this.redis = { where: "", version: "", ok: true };
    this.losses = 0;
    this.behind = 0;
  }

  open() {
    this.#stream.open();
    setInterval(() => this.#watch(), 1000);
    document.addEventListener("visibilitychange", () => document.hidden || this.#changed());
  }

  get #shown() {
    return this.#held ?? this.#told;
  }

  get now() {
    return this.#shown.now;
  }

  get workers() {
    return this.#shown.workers;
  }

  get nodes() {
    return this.#shown.nodes;
  }

  get history() {
    return this.#shown.history;
  }

  get deeds() {
    return this.#shown.deeds;
  }

  /** How many samples have come in, shown or not. */
  get arrived() {
    return this.#told.history.length;
  }

  get paused() {
    return this.#held !== null;
  }

  /** Messages a second now: none while the pool stands, whatever the last samples were; null when unknown. */
  rate(name) {
    if (!this.snapshotted) return null;
    return this.running ? this.history.rateNow(name) : 0;
  }

  /** Whether this tab reads the stream for all tabs. */
  get leads() {
    return this.#stream.leads;
  }

  /** Whether the picture is held still, or will be as soon as there is one. */
  get held() {
    return this.paused || this.#pausing;
  }

  /** Holds the picture still, or lets it go on; what arrives meanwhile is kept. Before the first there is none to hold. */
  pause(paused) {
    this.#pausing = paused && !this.snapshotted;
    this.#held = paused && this.snapshotted ? (this.#held ?? heldOf(this.#told)) : null;
    this.behind = 0;
    this.#changed();
  }

  /** What the answer to a start or stop said, until the next tick says it again. */
  answered(running) {
    this.running = running;
    if (!running) this.#told.workers = [];
    this.#changed();
  }

  /** What the answer to a deed by hand said of the places: it is seen even where the view is paused. */
  dealt(nodes) {
    this.#told.nodes = this.#shown.nodes = nodes;
    this.#changed();
  }

  /** What the answer to a change of settings said; one to a pool that stands is told nowhere else. */
  steered({ limits, switchEvery }) {
    this.limits = limits;
    this.switchEvery = switchEvery;
    this.#changed();
  }

  /** Who has a lane: the workers, or those that were there last while the pool stands. */
  get crew() {
    const elsewhere = this.nodes.flatMap(({ places }) => places).filter(({ id }) => !this.workers.some((worker) => worker.id === id));
    if (this.workers.length + elsewhere.length > 0) return inOrder([...this.workers, ...elsewhere]);
    return inOrder([...this.history.lanes.keys()].map((id) => ({ id })));
  }

  /** True when the figures are as of now. */
  get fresh() {
    return this.phase === "live" && this.redis.ok;
  }

  #take({ kind, data, recorded }) {
    this.#heard = Date.now();
    if (kind === "lost") this.#lost(data);
    else if (kind === "away") this.#away(data);
    else if (kind === "snapshot") this.#snapshot(data);
    else if (kind === "tick") this.#tick(data, recorded);
    else if (kind === "message") this.#state(data);
    // Workers may turn many times a second: they are drawn with the next tick.
    else if (kind === "turn") this.#told.history.turned(data.worker, data.role, data.t);
    else if (DEEDS.has(kind)) this.#deed({ kind, ...data });
    else this.#alive();
  }

  #deed(deed) {
    this.#told.deeds.push(deed);
    if (this.#told.deeds.length > DEEDS_KEPT) this.#told.deeds.shift();
    if (deed.kind === "rest") this.#told.history.turned(deed.worker, "Resting", deed.t);
    if (deed.kind === "resume") this.#told.history.turned(deed.worker, deed.role, deed.t);
    if (deed.kind === "death" && deed.worker) this.#told.history.turned(deed.worker, "Gone", deed.t);
    if (deed.kind === "limits") {
      this.limits = { maxPushers: deed.maxPushers, maxPullers: deed.maxPullers };
      this.switchEvery = deed.switchEvery;
    }
    this.#alive();
  }

  /** Redis has not been there since the server started, so that there is no picture yet. */
  #away({ where }) {
    this.redis = { ...this.redis, where, ok: false };
    this.#alive();
  }

  #snapshot(data) {
    this.snapshotted = true;
    this.running = data.running;
    this.limits = data.limits;
    this.switchEvery = data.switchEvery;
    this.redis = { ...this.redis, ...data.redis };
    this.#told.workers = inOrder(data.workers ?? []);
    this.#told.nodes = data.nodes ?? [];
    this.#told.history = History.of(data.history, data.lanes);
    this.#told.deeds = [...(data.events ?? [])];
    this.#told.now = nowOf(data);
    this.#follow(data.asOf);
    this.#alive();
  }

  /** The six figures by themselves, once a second whatever else happens. */
  #state(six) {
    if (!this.snapshotted) return;
    if (this.redis.ok && Date.now() - this.#ticked > TICK_MS) this.#told.now = { ...this.#told.now, ...figuresOf(six) };
    this.#alive();
  }

  /** A tick with an id of its own is a sample of the history; one without says only how it stands. */
  #tick(data, recorded) {
    const { workers, nodes, running, redisOk, ...figures } = data;
    if (running !== undefined) this.running = running;
    if (redisOk !== undefined && redisOk !== this.redis.ok) this.#noteRedis(redisOk, data.t);
    if (redisOk !== undefined) this.redis = { ...this.redis, ok: redisOk };
    if (workers) this.#told.workers = inOrder(workers);
    if (nodes) this.#told.nodes = nodes;
    if (workers) this.#ticked = Date.now();
    if (this.paused) this.behind += 1;
    // While Redis is away the last figures stay, and the charts show a hole.
    if (this.redis.ok) {
      this.#told.now = { ...this.#told.now, ...figures };
      if (recorded) this.#told.history.add(figures);
      // One of the past comes without them: whom we know are those of before it.
      if (workers) this.#follow(figures.t);
    }
    this.#alive();
  }

  /** What no history can tell: Redis was away, and for how long. */
  #noteRedis(ok, t) {
    const lost = this.#told.deeds.findLast(({ kind }) => kind === "lost");
    this.#told.deeds.push(ok ? { kind: "back", t, after: lost ? t - lost.t : null } : { kind: "lost", t });
  }

  /** A turn that was left out of the stream shows in the list of workers. */
  #follow(t) {
    for (const { id, role, rests } of this.#told.workers) this.#told.history.seen(id, rests ? "Resting" : role, t);
  }

  #alive() {
    this.phase = "live";
    this.detail = null;
    this.losses = 0;
    this.#changed();
  }

  #lost(detail) {
    this.losses += 1;
    this.phase = this.snapshotted ? "reconnecting" : "connecting";
    this.detail = detail;
    this.#changed();
  }

  #watch() {
    if (this.phase !== "live" || Date.now() - this.#heard < STALE_MS) return;
    this.phase = this.#stream.asleep ? "asleep" : "stale";
    this.#changed();
  }

  /** Many events in one frame are one change. */
  #changed() {
    if (this.#frame) return;
    this.#frame = true;
    requestAnimationFrame(() => {
      this.#frame = false;
      this.dispatchEvent(new Event("change"));
      // What came first is drawn before it is held.
      if (this.#pausing && this.snapshotted) requestAnimationFrame(() => this.#pausing && this.pause(true));
    });
  }
}

/** What goes on is another copy. */
function heldOf({ history, deeds, ...rest }) {
  return { ...rest, history: history.copy(), deeds: [...deeds] };
}
