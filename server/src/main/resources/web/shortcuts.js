// Single letters that do something; they can be turned off, and they are ignored while somebody types.

const KEY = "tidemill.letters";
const LEADS_FOR_MS = 1500;

/** For the help, in its order: the keys, and what they do. */
export const SHORTCUTS = [
  ["g l", "Live"],
  ["g q", "Queues"],
  ["g w", "Workers"],
  ["g s", "System"],
  ["space", "Pause the view, or let it go on"],
  ["s", "Start or stop the pool (asks first)"],
  ["[ ]", "Show less or more time"],
  ["t", "Next theme"],
  ["?", "This help"],
];

export class Shortcuts {
  #deeds;
  #leading = 0;

  /** Does what belongs to a key: `{ "g l": () => …, "?": … }`. */
  constructor(deeds) {
    this.#deeds = deeds;
    window.addEventListener("keydown", (event) => this.#pressed(event));
  }

  get on() {
    return kept() !== "off";
  }

  set on(value) {
    try {
      localStorage.setItem(KEY, value ? "on" : "off");
    } catch {
      // A browser that keeps nothing asks again at the next load.
    }
  }

  #pressed(event) {
    if (!this.on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]") || isTyping(event.target)) return;
    const key = event.key === " " ? "space" : event.key;
    if (key === "space" && event.target.closest?.("button, a, summary, [tabindex='0']")) return;
    const led = event.timeStamp - this.#leading < LEADS_FOR_MS ? `g ${key}` : key;
    this.#leading = 0;
    if (key === "g") {
      this.#leading = event.timeStamp;
    } else if (this.#deeds[led]) {
      event.preventDefault();
      this.#deeds[led]();
    }
  }
}

function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function isTyping(target) {
  return target.closest?.("input, select, textarea, [contenteditable]") != null;
}
