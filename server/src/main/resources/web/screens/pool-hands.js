// The pool steered by hand: a step towards either role, and the sheet of its settings.
import { html, nothing } from "lit";
import { post } from "../api.js";
import { deed } from "../parts.js";
import { openPoolSettings } from "./pool-settings.js";

/** Buttons for a screen with `store`, `about`, and places for `said` and `trouble`. */
export function hands(screen) {
  if (screen.about?.readOnly !== false) return nothing;
  return html`<div class="pairs aside" role="group" aria-label="The pool by hand">
    ${screen.store.running ? html`${deed(screen, "▲ One more pushes", () => step(screen, "pushers"))} ${deed(screen, "▼ One more pulls", () => step(screen, "pullers"))}` : nothing}
    ${settings(screen, "Limits…")}
  </div>`;
}

export function settings(screen, label) {
  return deed(screen, label, () => change(screen));
}

async function change(screen) {
  screen.said = screen.trouble = null;
  try {
    await openPoolSettings(screen.store, (said) => (screen.said = said));
  } catch (problem) {
    screen.trouble = `The settings cannot be read: ${problem.message}`;
  }
}

async function step(screen, towards) {
  screen.trouble = null;
  try {
    const { nodes, pusherCount, pullerCount } = await post("pool/step", { towards });
    screen.store.dealt(nodes);
    screen.said = `${pusherCount} push and ${pullerCount} pull now.`;
  } catch (problem) {
    screen.trouble = `No step was made: ${problem.message}`;
  }
}
