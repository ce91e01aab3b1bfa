// Upright lines on a chart where something out of the ordinary has happened.
import { isBad, isMarked } from "./events.js";
import { palette } from "./palette.js";

export function drawMarks(u, { from, to, deeds }) {
  const { ctx: pen, bbox } = u;
  const ratio = window.devicePixelRatio || 1;
  pen.save();
  pen.lineWidth = ratio;
  pen.setLineDash([3 * ratio, 3 * ratio]);
  for (const deed of deeds) {
    if (!isMarked(deed) || deed.t < from || deed.t > to) continue;
    const x = Math.round(u.valToPos(deed.t / 1000, "x", true)) + 0.5;
    pen.strokeStyle = isBad(deed) ? palette().bad : palette().text;
    pen.beginPath();
    pen.moveTo(x, bbox.top);
    pen.lineTo(x, bbox.top + bbox.height);
    pen.stroke();
  }
  pen.restore();
}
