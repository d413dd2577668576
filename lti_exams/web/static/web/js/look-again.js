// Looks at the page again while something is being done, and shows what came of it. A hidden tab asks
// nothing; a form that somebody may be filling in stays, and only the note about it goes.

const EVERY = 2000;
const LATER = 10000;
const SOON = 60;

async function isStillDone() {
  const signal = AbortSignal.timeout(LATER);
  const response = await fetch(location.href, { headers: { Accept: "text/html" }, signal });
  if (!response.ok) return response.status >= 500;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector("[data-module~=look-again]") !== null;
}

export function start(note) {
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
    if (await isStillDone().catch(() => true)) return later();
    if (document.querySelector("main form input[type=radio]")) note.remove();
    else location.reload();
  };
  document.addEventListener("visibilitychange", later);
  later();
}
