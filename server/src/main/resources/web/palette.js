// The tokens of theme.css as canvas colours, and the hatching that tells roles apart without colour.

const TOKENS = ["card", "text", "muted", "grid", "push", "pull", "depth", "bad"];
let colours = null;
let hatches = new Map();

/** The colours of the theme that is on now. */
export function palette() {
  colours ??= read();
  return colours;
}

/** Forgets the colours: the theme has changed. */
export function repaint() {
  colours = null;
  hatches = new Map();
}

function read() {
  const probe = document.createElement("span");
  document.body.append(probe);
  const found = {};
  for (const token of TOKENS) {
    probe.style.color = `var(--${token})`;
    found[token] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

/** Pullers are filled with this: their colour with fine diagonals in the colour of the card. */
export function hatch(context, ratio) {
  const { pull, card } = palette();
  const key = `${pull}|${card}|${ratio}`;
  if (!hatches.has(key)) hatches.set(key, draw(context, ratio, pull, card));
  return hatches.get(key);
}

function draw(context, ratio, pull, card) {
  const size = Math.round(7 * ratio);
  const tile = document.createElement("canvas");
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext("2d");
  pen.fillStyle = pull;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = card;
  pen.globalAlpha = 0.38;
  pen.lineWidth = 1.1 * ratio;
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  return context.createPattern(tile, "repeat");
}
