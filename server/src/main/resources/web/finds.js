// What a few letters may mean: a screen, something to do, a queue, a job.
import { hrefOf, router } from "./router.js";
import { SCREENS } from "./screens.js";

const MOST = 40;
/** What cannot be an id, since a search means it. */
const TERM = /[\s/]|^(id|name|error|data[\w.]*):./;

/** Entries of `{ text, kind, letter, href }`, or with `act` instead of `href`; those that begin with what is sought come first. */
export function finds(sought, { queues, actions, place }) {
  const text = sought.trim();
  const words = text.toLowerCase().split(/\s+/);
  const named = [...screens(actions), ...queues.map((queue) => entryOf(queue, queues)), ...deeds(actions)]
    .filter((entry) => words.every((word) => entry.text.toLowerCase().includes(word)))
    .sort((a, b) => Number(begins(b, text)) - Number(begins(a, text)));
  return [...named, ...jobs(text, queues), ...here(text, place)].slice(0, MOST);
}

function begins({ text }, sought) {
  return text.toLowerCase().startsWith(sought.toLowerCase());
}

function screens(actions) {
  return SCREENS.map(({ key, title }) => ({ text: title, kind: "screen", href: router.hrefTo(key), letter: actions.find(({ letter }) => letter === `g ${key[0]}`)?.letter }));
}

function deeds(actions) {
  return actions.filter(({ called, able }) => called && able !== false).map(({ called, letter, act }) => ({ text: called, kind: "action", letter, act }));
}

function entryOf({ name, prefix }, queues) {
  const twice = queues.some((other) => other.name === name && other.prefix !== prefix);
  return { text: name, kind: twice ? `queue of ${prefix}` : "queue", href: hrefOf("queues", [name], prefixOf(prefix, queues)) };
}

/** Only where there are several does an address name it. */
function prefixOf(prefix, queues) {
  return new Set(queues.map((queue) => queue.prefix)).size > 1 ? { prefix } : {};
}

/** `queue/id`; names of queues may hold slashes themselves. */
function jobs(text, queues) {
  const known = queues.filter(({ name }) => text.startsWith(`${name}/`) && text.length > name.length + 1);
  if (known.length > 0) return known.map(({ name, prefix }) => job(text.slice(name.length + 1), name, prefixOf(prefix, queues)));
  const [, name, id] = /^([^/\s]+)\/(\S+)$/.exec(text) ?? [];
  return name ? [job(id, name)] : [];
}

/** In the queue that is open an id is enough, and anything can be searched for. */
function here(text, { screen, path, query }) {
  const [queue] = path;
  if (screen !== "queues" || queue === undefined || text === "") return [];
  const { prefix } = query;
  const search = { text: `Search “${text}” in ${queue}`, kind: "search", href: hrefOf("queues", [queue], { q: text, prefix }) };
  return TERM.test(text) ? [search] : [job(text, queue, { prefix }), search];
}

function job(id, queue, query = {}) {
  return { text: `Job ${id} in ${queue}`, kind: "job", href: hrefOf("queues", [queue, "jobs", id], query) };
}
