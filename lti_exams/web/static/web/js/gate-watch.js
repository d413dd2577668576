// Waits before a shut gate, and leads on as soon as it is open: it asks each second while somebody
// can see the page, and a hidden tab asks nothing.

const EVERY = 1000;
const PATIENCE = 5000;
const TOO_MANY = 429;

export function start(element) {
  const { state, on, lost, over } = element.dataset;
  let timer;

  const later = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(look, EVERY);
  };
  const look = async () => {
    try {
      const response = await fetch(state, { signal: AbortSignal.timeout(PATIENCE) });
      const isRefused = response.status >= 400 && response.status < 500;
      if (isRefused && response.status !== TOO_MANY) {
        // The visit has ended. What somebody is writing stays where they can copy it.
        document.removeEventListener("visibilitychange", seen);
        return (element.textContent = over);
      }
      if ((await response.json()).open) return location.assign(on);
      element.textContent = "";
    } catch {
      element.textContent = lost;
    }
    later();
  };
  const seen = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") look();
  };
  document.addEventListener("visibilitychange", seen);
  later();
}
