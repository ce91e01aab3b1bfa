// The screens: what each is called, and the module that is fetched when it is first shown.
export const SCREENS = [
  { key: "live", title: "Live", glyph: "∿", tag: "tide-live", load: () => import("./screens/live.js") },
  { key: "queues", title: "Queues", glyph: "☰", tag: "tide-queues", load: () => import("./screens/queues.js") },
  { key: "workers", title: "Workers", glyph: "⚙", tag: "tide-workers", load: () => import("./screens/workers-screen.js") },
  { key: "system", title: "System", glyph: "◫", tag: "tide-system", load: () => import("./screens/system.js") },
];

const QUEUE = { key: "queue", title: "Queues", tag: "tide-queue", load: () => import("./screens/queue.js") };
const JOB = { key: "job", title: "Queues", tag: "tide-job", load: () => import("./screens/job.js") };

/** The screen of a place; one queue and one job have screens of their own below Queues. */
export function screenOf({ screen, path }) {
  if (screen === "queues" && path.length === 3 && path[1] === "jobs") return JOB;
  if (screen === "queues" && path.length > 0) return QUEUE;
  return SCREENS.find(({ key }) => key === screen) ?? SCREENS[0];
}

/** What a place is called, the nearest first. */
export function titleOf(place) {
  const screen = screenOf(place);
  if (screen === JOB) return `Job ${place.path[2]} in ${place.path[0]} · Tidemill`;
  return [...place.path.slice(0, 1), screen.title, "Tidemill"].join(" · ");
}
