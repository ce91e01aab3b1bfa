// Whether keys that are single letters or signs do something: who speaks to a machine or types by chance turns them off.
const KEY = "tidemill.letters";

export const letters = {
  get on() {
    try {
      return localStorage.getItem(KEY) !== "off";
    } catch {
      return true;
    }
  },

  set on(value) {
    try {
      localStorage.setItem(KEY, value ? "on" : "off");
    } catch {
      // A browser that keeps nothing asks again at the next load.
    }
  },
};
