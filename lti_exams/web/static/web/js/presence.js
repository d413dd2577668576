// Tells the server every 25 seconds, and whenever the page comes back into sight, that somebody is
// here, and hands over what it answers. Without an answer it asks again every 5 seconds.

const EVERY = 25000;
const AGAIN = 5000;
const PATIENCE = 10000;

// Shows where the exam is now. Nobody is asked whether they want to leave: the page stays the same.
export function moveOn() {
  dispatchEvent(new Event("house:moving-on"));
  location.reload();
}

async function ask({ beat, attempt, epoch }) {
  const response = await fetch(beat, {
    method: "POST",
    body: new URLSearchParams({ attempt, epoch }),
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (response.status >= 500) throw new Error("no answer");
  return response.ok ? response.json() : null;
}

// `heard` may return how long to wait for the next answer. What is returned asks at once.
export function watch(told, { heard = () => {}, lost, found }) {
  let timer;
  let isLost = false;
  // Whoever presses a button is led on by its answer, which a page shown anew would cut short.
  let pressed = -Infinity;
  // They may have pressed before this file was here; so the first look shows nothing anew.
  let isFirst = true;
  const isLedOn = () => isFirst || performance.now() - pressed < PATIENCE;
  const look = async () => {
    clearTimeout(timer);
    let next = AGAIN;
    try {
      const answer = await ask(told);
      const isElsewhere = !answer || !answer.here || answer.status !== told.status;
      if (isElsewhere && !isLedOn()) return moveOn();
      if (isLost) found();
      isLost = isFirst = false;
      next = isElsewhere ? AGAIN : (heard(answer) ?? EVERY);
    } catch {
      if (!isLost) lost();
      isLost = true;
    }
    clearTimeout(timer);
    timer = setTimeout(look, next);
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look();
  });
  addEventListener("submit", () => (pressed = performance.now()));
  addEventListener("online", look);
  addEventListener("pageshow", (event) => event.persisted && moveOn());
  look();
  return look;
}
