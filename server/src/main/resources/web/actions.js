// What can be done from anywhere: by a letter, or by its name in the finder.
import { router } from "./router.js";
import { search, step } from "./rows.js";

const THEMES = ["system", "light", "dark"];

/** Each with its letter if it has one, what it is called now, and whether it can be done now. */
export function actionsOf(app) {
  const { store } = app;
  const wave = () => app.querySelector("tide-wave");
  return [
    { letter: "g l", act: () => router.go("live") },
    { letter: "g q", act: () => router.go("queues") },
    { letter: "g w", act: () => router.go("workers") },
    { letter: "g s", act: () => router.go("system") },
    { letter: "j", act: () => step(app.screen, 1) },
    { letter: "k", act: () => step(app.screen, -1) },
    { letter: "/", act: () => search(app.screen) },
    { letter: "s", called: store.running ? "Stop the pool…" : "Start the pool…", able: app.pool.able, act: () => app.pool.flip() },
    { called: "Change the settings of the pool…", able: app.pool.able, act: () => app.pool.change() },
    { letter: "space", called: store.paused ? "Let the view go on" : "Pause the view", act: () => app.hold(!store.held) },
    { letter: "[", called: "Show less time", able: wave() !== null, act: () => wave()?.shift(-1) },
    { letter: "]", called: "Show more time", able: wave() !== null, act: () => wave()?.shift(1) },
    { letter: "t", act: () => app.choose(THEMES[(THEMES.indexOf(app.theme) + 1) % THEMES.length]) },
    ...THEMES.map((theme) => ({ called: `Theme: ${theme}`, able: theme !== app.theme, act: () => app.choose(theme) })),
    { letter: "?", called: "Keys and help", act: () => app.help() },
  ];
}
