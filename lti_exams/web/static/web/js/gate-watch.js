// Waits before a shut gate, and leads on as soon as it is open. A hidden tab asks nothing.

const EVERY = 1000;
const LATER = 5000;
const SOON = 120;

export function start(element) {
  const { state, on, lost } = element.dataset;
  let asked = 0;
  let timer;

  const later = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") {
      timer = setTimeout(look, asked < SOON ? EVERY : LATER);
    }
  };
  const look = async () => {
    asked += 1;
    try {
      const response = await fetch(state, { signal: AbortSignal.timeout(LATER) });
      // The launch is over: whoever comes back is told so by the page itself.
      if (response.status >= 400 && response.status < 500) return;
      if ((await response.json()).open) return location.assign(on);
      element.textContent = "";
    } catch {
      element.textContent = lost;
    }
    later();
  };
  document.addEventListener("visibilitychange", () => {
    asked = 0;
    clearTimeout(timer);
    if (document.visibilityState === "visible") look();
  });
  later();
}
