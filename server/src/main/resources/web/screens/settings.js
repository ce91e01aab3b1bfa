// What holds for a queue, and what is done to it as a whole.
import { LitElement, html, nothing } from "lit";
import { get, post, route } from "../api.js";
import { agreed } from "../dialog.js";
import { deed } from "../parts.js";
import { many, took } from "../spans.js";
import { whole } from "../words.js";

class Settings extends LitElement {
  static properties = { store: { attribute: false }, about: { attribute: false }, queue: { attribute: false }, trouble: { state: true } };

  constructor() {
    super();
    this.trouble = null;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const { queue, trouble, about } = this;
    const { limits } = queue;
    const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
    return html`
      ${trouble ? html`<p class="banner failed" role="alert">${trouble}</p>` : nothing}
      <section class="panel" aria-labelledby="holds">
        <h2 id="holds">What holds</h2>
        <dl class="facts">
          ${fact("Prefix", queue.prefix)} ${fact("Jobs at once", limits.concurrency ?? "no bound")}
          ${fact("Rate", limits.rate ? `${whole(limits.rate.max)} in ${took(limits.rate.perMs)}` : "no bound")}
          ${fact("Signed by", queue.version ?? "nobody yet")} ${fact("Events kept", whole(queue.maxLenEvents))}
        </dl>
      </section>
      ${about?.readOnly === false ? this.deeds(queue) : nothing}
    `;
  }

  deeds(queue) {
    const row = (title, text, button) => html`<div class="deed"><div><h3>${title}</h3><p class="hint">${text}</p></div>${button}</div>`;
    const { waiting, prioritized, delayed, completed, failed } = queue.counts;
    return html`<section class="panel" aria-labelledby="whole">
      <h2 id="whole">The queue as a whole</h2>
      ${row("Clean", `Removes what has ended: ${many(completed, "completed job")}, ${many(failed, "failed job")}.`, html`<span class="pairs">
        ${deed(this, "Completed…", () => this.clean("completed"), { name: "Remove all completed jobs" })}
        ${deed(this, "Failed…", () => this.clean("failed"), { name: "Remove all failed jobs" })}</span>`)}
      ${row("Drain", `Removes ${many(waiting + prioritized, "job")} in line; ${many(delayed, "delayed job")} stay${delayed === 1 ? "s" : ""}.`, deed(this, "Drain…", () => this.all("drain", {}), { style: "grave" }))}
      ${row("Obliterate", "Removes the queue with everything in it, schedulers and figures included.", deed(this, "Obliterate…", () => this.all("obliterate", { force: queue.counts.active > 0 }), { style: "grave" }))}
    </section>`;
  }

  async clean(state) {
    const { name, prefix } = this.queue;
    const path = `${route("queues", name)}/bulk`;
    const body = { action: "remove", select: { state } };
    const facts = post(path, { ...body, dryRun: true }, { prefix }).then(({ matched }) => ({
      text: matched === 0 ? "There is none." : `Would remove ${many(matched, `${state} job`)}.`,
      possible: matched > 0,
      deed: matched === 0 ? "Remove" : `Remove ${whole(matched)}`,
    }));
    if (await agreed({ title: `Remove all ${state} jobs of ${name}?`, facts, deed: "Remove", danger: true, name })) await this.begin(path, body);
  }

  async all(action, more) {
    const { name, prefix } = this.queue;
    const word = action === "drain" ? "Drain" : "Obliterate";
    const facts = get(`${route("queues", name)}/counts`, { prefix }).then((counts) => ({ text: consequence(action, counts), deed: `${word} ${name}` }));
    const agreeing = await agreed({ title: `${word} ${name}?`, facts, deed: word, danger: true, name });
    if (agreeing) await this.begin(`${route("queues", name)}/${action}`, { confirm: name, ...more });
  }

  async begin(path, body) {
    this.trouble = null;
    try {
      const operation = await post(path, body, { prefix: this.queue.prefix });
      this.dispatchEvent(new CustomEvent("begun", { detail: operation }));
    } catch (problem) {
      this.trouble = `${problem.message} ${problem.hint}`;
    }
  }
}

function consequence(action, { waiting, prioritized, delayed, active, completed, failed, ...rest }) {
  if (action === "drain") return `Would remove ${many(waiting + prioritized, "job")} in line. This cannot be undone.`;
  const all = waiting + prioritized + delayed + active + completed + failed + rest["waiting-children"];
  const busy = active > 0 ? ` ${many(active, "job")} being worked on ${active === 1 ? "is" : "are"} taken away from ${active === 1 ? "its worker" : "their workers"}.` : "";
  return `Would remove ${many(all, "job")} and all else that the queue has.${busy} This cannot be undone.`;
}

customElements.define("tide-settings", Settings);
