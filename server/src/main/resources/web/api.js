// The HTTP API as the pages use it. A token needs nothing here: the browser has asked for it and sends it along.

const ROOT = "api/v1";
/** After so long a request is given up: the next one may do better. */
const PATIENCE_MS = 15_000;

/** What a request was refused for, in the server's own words. */
export class Problem extends Error {
  constructor(status, { code, detail, title, hint } = {}) {
    super(detail ?? title ?? `The server answered with ${status}.`);
    this.name = "Problem";
    this.status = status;
    this.code = code ?? (status === 0 ? "unreachable" : "unknown");
    this.hint = hint ?? "";
  }

  /** Whether it may be otherwise in a moment, so that what was shown stays. */
  get passing() {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

/** The path of a route, each part encoded: `route("queues", name, "jobs", id)`. */
export function route(...parts) {
  return parts.map(encodeURIComponent).join("/");
}

export const get = (path, query, signal) => ask("GET", path, { query, signal });
/** The same for what is asked again and again: the server may answer all who look what it has told one of them a second ago. */
export const look = (path, query, signal) => ask("GET", path, { query, signal, headers: { "Cache-Control": "max-age=1" } });
/** A body that is a text is JSON already, and goes out as it is written. */
export const post = (path, body = {}, query = {}, headers = {}) => ask("POST", path, { body, query, headers });
export const patch = (path, body) => ask("PATCH", path, { body });
export const remove = (path, query) => ask("DELETE", path, { query });

let about = null;

/** What the server is: `{ version, readOnly }`; asked once, and again while there was no answer. */
export function server() {
  about ??= get("server").catch((problem) => {
    about = null;
    throw problem;
  });
  return about;
}

async function ask(method, path, { query = {}, body, signal, headers = {} }) {
  const { answer, text } = await sent(urlOf(path, query), {
    method,
    signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(signal ? [signal] : [])]),
    headers: body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
    body: typeof body === "object" ? JSON.stringify(body) : body,
  });
  const value = parsed(text);
  if (!answer.ok) throw new Problem(answer.status, value ?? { detail: text.slice(0, 300) || undefined });
  return value;
}

/** The connection may be lost before the answer or in the midst of it. */
async function sent(url, options) {
  try {
    const answer = await fetch(url, options);
    return { answer, text: await answer.text() };
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, { detail: "The server does not answer.", hint: "It is asked again; look whether it runs." });
  }
}

function urlOf(path, query) {
  const told = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const asked = new URLSearchParams(told).toString();
  return `${ROOT}/${path}${asked === "" ? "" : `?${asked}`}`;
}

/** Numbers that a browser cannot hold exactly stay as they were written. */
function parsed(text) {
  try {
    return JSON.parse(text, (key, value, { source } = {}) =>
      typeof value === "number" && source !== undefined && inexact(value, source) ? JSON.rawJSON(source) : value,
    );
  } catch {
    return null;
  }
}

function inexact(value, source) {
  return "rawJSON" in JSON && (Math.abs(value) > Number.MAX_SAFE_INTEGER || source.length > 20);
}
