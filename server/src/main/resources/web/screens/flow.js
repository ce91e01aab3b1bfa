// A job's children and theirs, as a tree of links.
import { LitElement, html, nothing } from "lit";
import { look, route } from "../api.js";
import { standing } from "../parts.js";
import { many } from "../spans.js";
import { link } from "./job-story.js";

class Flow extends LitElement {
  static properties = { job: { attribute: false }, tree: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.tree = this.problem = null;
    this.asked = this.told = 0;
  }

  createRenderRoot() {
    return this;
  }

  /** Read again with each new look at the job. */
  willUpdate(changed) {
    if (changed.has("job")) this.read(changed.get("job"));
  }

  async read(before) {
    const { queue, id, prefix } = this.job;
    if (before && before.id !== id) this.tree = null;
    const turn = (this.asked += 1);
    /** An answer that comes after that of a later question tells nothing. */
    const late = () => id !== this.job.id || turn < this.told;
    try {
      const tree = await look(`${route("queues", queue, "jobs", id)}/flow`, { depth: 5, children: 50, prefix });
      if (late()) return;
      this.tree = tree;
      this.problem = null;
    } catch (problem) {
      if (late()) return;
      this.problem = problem;
    }
    this.told = turn;
  }

  render() {
    const { tree, problem, job } = this;
    if (tree === null) return standing({ value: null, problem });
    if (tree.children.length === 0 && !job.parent) return html`<p class="empty">It is alone: it has neither parent nor children.</p>`;
    return html`<div class="panel">
      ${job.parent ? html`<p>Parent: ${link(job.parent, job)}</p>` : nothing}
      <ul class="tree">
        ${node(tree, job, true)}
      </ul>
    </div>`;
  }
}

function node(one, job, root = false) {
  const [style, glyph, words] = one.failedReason ? ["failed", "✖", "failed"] : one.finishedAt ? ["completed", "✔", "done"] : ["", "…", "not done"];
  const hidden = one.childCount - one.children.length;
  return html`<li>
    <span class="state ${style}"><span aria-hidden="true">${glyph}</span><span class="unseen">${words}</span></span>
    ${root ? html`<strong>${one.name}</strong> <span class="hint">this job</span>` : html`${link(one.key, job, one.name)} <span class="hint">${one.key}</span>`}
    ${one.failedReason ? html`<span class="reason">${one.failedReason}</span>` : nothing}
    ${one.children.length > 0 || hidden > 0
      ? html`<ul>
          ${one.children.map((child) => node(child, job))} ${hidden > 0 ? html`<li class="hint">${many(hidden, "more child", "more children")}</li>` : nothing}
        </ul>`
      : nothing}
  </li>`;
}

customElements.define("tide-flow", Flow);
