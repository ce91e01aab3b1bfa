// A classic script in the head: the choice of light or dark stands before the first paint.
(() => {
  const KEY = "tidemill.theme";
  const read = () => {
    try {
      return localStorage.getItem(KEY) ?? "system";
    } catch {
      return "system";
    }
  };
  const apply = (theme) => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  window.tideTheme = {
    current: read,
    choose(theme) {
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // A browser that keeps nothing still shows the choice until the next load.
      }
      apply(theme);
      window.dispatchEvent(new Event("themechange"));
    },
  };
  apply(read());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    window.dispatchEvent(new Event("themechange")),
  );
})();
