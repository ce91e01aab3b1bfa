// Tables from the keyboard: j and k or the arrows go from row to row, Enter opens, x selects, / searches, Esc leaves.
// Letters count only while the focus is in the screen and nobody types.

/** Handles a key pressed in `host`; `select` and `leave` are optional. */
export function rowKey(event, host, { select, leave } = {}) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape") return typing ? event.target.blur() : leave?.();
  if (typing) return;
  const rows = [...host.querySelectorAll("tbody tr[data-row]")];
  const row = event.target.closest("tr[data-row]");
  const act = {
    j: () => focusOn(rows, rows.indexOf(row) + 1),
    ArrowDown: row && (() => focusOn(rows, rows.indexOf(row) + 1)),
    k: () => focusOn(rows, rows.indexOf(row) - 1),
    ArrowUp: row && (() => focusOn(rows, rows.indexOf(row) - 1)),
    x: row && select && (() => select(row.dataset.row)),
    Enter: row === event.target && (() => row.querySelector("a").click()),
    "/": () => host.querySelector("input[type=search]")?.focus(),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

function focusOn(rows, at) {
  rows[Math.min(Math.max(at, 0), rows.length - 1)]?.focus();
}
