// A sheet to add a job: its name, its payload, the options that are needed most.
import { LitElement, html, nothing } from "lit";
import { post, route } from "../api.js";

class AddJob extends LitElement {
  static properties = { preset: { state: true }, trouble: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.preset = { queue: "", name: "", data: "{}", options: {} };
    this.trouble = null;
    this.busy = false;
  }

  createRenderRoot() {
    return this;
  }

  async open(preset, added) {
    this.preset = { name: "", data: "{}", options: {}, ...preset };
    this.trouble = null;
    this.sent = null;
    this.added = added;
    await this.updateComplete;
    this.querySelector("form").reset();
    this.querySelector("dialog").showModal();
  }

  render() {
    const { preset, trouble, busy } = this;
    const { options } = preset;
    const number = (name, label, unit) =>
      html`<label class="field"><span>${label}</span><input type="number" name=${name} min="0" step="1" placeholder=${unit} value=${options[name] ?? ""} /></label>`;
    return html`<dialog aria-labelledby="add-title">
      <form class="sheet" @submit=${this.submitted}>
        <h2 id="add-title">Add a job</h2>
        <div class="pair">
          <label class="field"><span>Queue</span><input name="queue" required pattern="[^:]+" title="a name without a colon" value=${preset.queue} ?readonly=${preset.fixed === true} /></label>
          <label class="field"><span>Name</span><input name="name" placeholder="message" value=${preset.name} /></label>
        </div>
        <label class="field"><span>Payload (JSON)</span><textarea name="data" rows="7" spellcheck="false" .defaultValue=${preset.data}></textarea></label>
        <div class="pair three">${number("delay", "Delay", "ms")} ${number("attempts", "Attempts", "1")} ${number("priority", "Priority", "none")}</div>
        ${trouble ? html`<p class="banner failed" role="alert">${trouble}</p>` : nothing}
        <div class="foot">
          <button type="button" class="plain" @click=${() => this.querySelector("dialog").close()}>Cancel</button>
          <button type="submit" class="primary" aria-busy=${busy}>${busy ? "Adding…" : "Add"}</button>
        </div>
      </form>
    </dialog>`;
  }

  async submitted(event) {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    this.trouble = null;
    const fields = new FormData(event.target);
    try {
      const { queue, id } = await this.send(addition(fields, this.preset));
      this.querySelector("dialog").close();
      this.added(queue, id);
    } catch (problem) {
      this.trouble = `${problem.message} ${problem.hint ?? ""}`;
    } finally {
      this.busy = false;
    }
  }

  /** The same content has the same key until it is known to be added: an answer that was lost costs no second job. */
  send({ path, body, prefix }) {
    const what = JSON.stringify([path, prefix, body]);
    if (this.sent?.what !== what) this.sent = { what, key: newKey() };
    return post(path, body, { prefix }, { "Idempotency-Key": this.sent.key });
  }
}

/** Unlike any other; pages that come without https have nothing more handy. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("-");
}

/** What the fields say, as it is sent. */
function addition(fields, { options, prefix }) {
  const chosen = { ...options };
  for (const name of ["delay", "attempts", "priority"]) {
    delete chosen[name];
    if (fields.get(name) !== "") chosen[name] = Number(fields.get(name));
  }
  const data = fields.get("data");
  try {
    JSON.parse(data);
  } catch (error) {
    throw new Error(`The payload is no JSON: ${error.message}.`);
  }
  const name = fields.get("name") === "" ? "" : `"name":${JSON.stringify(fields.get("name"))},`;
  const body = `{${name}"data":${data},"options":${JSON.stringify(chosen)}}`;
  return { path: `${route("queues", fields.get("queue"))}/jobs`, body, prefix };
}

customElements.define("tide-add-job", AddJob);

/** Opens the sheet in `host`; `added` is told the queue and the id. */
export function openAddJob(host, queue, added, preset = {}) {
  let sheet = document.querySelector("tide-add-job");
  if (sheet === null) document.body.append((sheet = document.createElement("tide-add-job")));
  sheet.open({ queue, fixed: queue !== "", ...preset }, added);
}
