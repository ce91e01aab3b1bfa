// One event stream, as it comes from the server: what is told, and when nothing is.

/** The server pings every 10 s: silence for longer means that the connection is dead. */
const REOPEN_MS = 25_000;
const RETRY_MS = 3_000;
/** All that the server names; an event that has no name is the six figures. */
const KINDS = [
  ...["snapshot", "tick", "turn", "step", "start", "stop", "limits", "rest", "resume"],
  ...["join", "leave", "death", "ping", "message", "away", "bye"],
];

export class Stream {
  #url;
  #tell;
  #source = null;
  #heard = 0;
  #reopening = null;
  #watching;
  #id;

  /** Tells each event as {kind, data, id, recorded}, and {kind: "lost", data: why} while there is no connection. */
  constructor(url, lastId, tell) {
    this.#url = url;
    this.#id = lastId;
    this.#tell = tell;
    this.#watching = setInterval(() => this.#watch(), 1000);
    this.#open();
  }

  #open() {
    clearTimeout(this.#reopening);
    this.#source?.close();
    const url = this.#id === "" ? this.#url : `${this.#url}?lastEventId=${encodeURIComponent(this.#id)}`;
    const source = new EventSource(url);
    this.#source = source;
    this.#heard = Date.now();
    for (const kind of KINDS) source.addEventListener(kind, (event) => this.#take(kind, event));
    source.onerror = () => this.#failed(source);
  }

  #take(kind, event) {
    this.#heard = Date.now();
    const id = event.lastEventId === "" ? this.#id : event.lastEventId;
    const recorded = id !== this.#id;
    this.#id = id;
    const data = event.data === "" ? null : JSON.parse(event.data);
    if (kind === "bye") this.#tell({ kind: "lost", data: "the server is going down" });
    else this.#tell({ kind, data, id, recorded });
  }

  #failed(source) {
    if (source !== this.#source) return;
    this.#tell({ kind: "lost", data: "no connection to the server" });
    if (source.readyState !== EventSource.CLOSED) return;
    clearTimeout(this.#reopening);
    this.#reopening = setTimeout(() => this.#open(), RETRY_MS);
  }

  #watch() {
    if (Date.now() - this.#heard > REOPEN_MS) this.#open();
  }

  close() {
    clearInterval(this.#watching);
    clearTimeout(this.#reopening);
    this.#source.onerror = null;
    this.#source.close();
  }
}
