// Keys that do something wherever the focus is; letters are ignored while somebody types, and can be turned off.
import { letters } from "./letters.js";

const LEADS_FOR_MS = 1500;

/** For the help, in its order: the keys, and what they do. */
export const SHORTCUTS = {
  "Anywhere": [
    ["Ctrl K", "Find a screen, a queue or a job, or do something"],
    ["g l", "Live"],
    ["g q", "Queues"],
    ["g w", "Workers"],
    ["g s", "System"],
    ["space", "Pause the view, or let it go on"],
    ["s", "Start or stop the pool (asks first)"],
    ["[ ]", "Show less or more time"],
    ["t", "Next theme"],
    ["?", "This help"],
  ],
  "In a table": [
    ["j k", "Next row, the one before"],
    ["Enter", "Open it"],
    ["x", "Select it"],
    ["Shift R", "Retry the jobs selected, else the row's"],
    ["Shift P", "Promote them"],
    ["Shift X", "Remove them (asks first)"],
    ["/", "Search"],
    ["Esc", "Let go of the selection, then of the search"],
  ],
  "On a chart": [
    ["← →", "One moment back or on"],
    ["Home End", "The first moment, the last"],
  ],
};

export class Shortcuts {
  #actions;
  #find;
  #leading = -LEADS_FOR_MS;

  /** Does what belongs to a letter, and finds: `{ actions: () => [{ letter, act }], find: () => … }`. */
  constructor({ actions, find }) {
    this.#actions = actions;
    this.#find = find;
    window.addEventListener("keydown", (event) => this.#pressed(event));
  }

  /** Does what belongs to a letter; false when nothing does. */
  act(pressed) {
    const action = this.#actions().find(({ letter }) => letter === pressed);
    action?.act();
    return action !== undefined;
  }

  #pressed(event) {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    if (finds(event)) {
      event.preventDefault();
      this.#find();
    } else if (letters.on && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
      this.#letter(event);
    }
  }

  #letter(event) {
    const key = event.key === " " ? "space" : event.key;
    if (key === "space" && event.target.closest?.("button, a, summary, [tabindex='0']")) return;
    const led = event.timeStamp - this.#leading < LEADS_FOR_MS ? `g ${key}` : key;
    this.#leading = -LEADS_FOR_MS;
    if (key === "g") this.#leading = event.timeStamp;
    else if (this.act(led)) event.preventDefault();
  }
}

/** Not a single letter: it works while somebody types, and where letters are turned off. */
function finds({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  return key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey;
}

function isTyping(target) {
  return target.closest?.("input, select, textarea, [contenteditable]") != null;
}
