// Tables from the keyboard: j and k or the arrows go from row to row, Enter opens, x selects, / searches, Esc leaves.
import { letters } from "./letters.js";

/** Handles a key pressed in `host`; `select`, `leave` and `deeds` (what capitals do, told the row if they are pressed in one) are optional. */
export function rowKey(event, host, { select, leave, deeds = {} } = {}) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape") return typing ? event.target.blur() : leave?.();
  if (typing) return;
  const row = event.target.closest("tr[data-row]");
  const act = {
    ...(letters.on && {
      j: () => step(host, 1),
      k: () => step(host, -1),
      x: row && select && (() => select(row.dataset.row)),
      "/": () => search(host),
      ...(event.shiftKey && event.key in deeds && { [event.key]: () => deeds[event.key](row?.dataset.row) }),
    }),
    ArrowDown: row && (() => step(host, 1)),
    ArrowUp: row && (() => step(host, -1)),
    Enter: row !== null && row === event.target && (() => row.querySelector("a")?.click()),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** Goes to the next row, or the one before; to the first when the focus is in none. */
export function step(host, by) {
  const rows = [...host.querySelectorAll("tbody tr[data-row][tabindex]")];
  const at = rows.indexOf(document.activeElement?.closest("tr[data-row]")) + by;
  rows[Math.min(Math.max(at, 0), rows.length - 1)]?.focus();
}

export function search(host) {
  host.querySelector("input[type=search]")?.focus();
}
