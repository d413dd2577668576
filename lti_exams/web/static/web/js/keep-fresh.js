// Shows a list anew every 20 seconds while somebody looks at it. The filter above it, the focus and
// the place to which it is scrolled stay; a hidden tab asks nothing; a button stops it.

const EVERY = 20000;
const LONGEST = 160000;
const PATIENCE = 10000;

async function fetched() {
  const signal = AbortSignal.timeout(PATIENCE);
  const response = await fetch(location.href, { headers: { Accept: "text/html" }, signal });
  if (response.status >= 500) throw new Error("no answer");
  if (!response.ok || response.redirected) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// What has the focus is found again by where it leads.
function refocus(list, href) {
  const links = [...list.querySelectorAll("a[href]")];
  links.find((link) => link.getAttribute("href") === href)?.focus({ preventScroll: true });
}

function put(list, fresh) {
  if (list.innerHTML === fresh.innerHTML) return;
  const held = list.contains(document.activeElement) ? document.activeElement : null;
  const href = held?.getAttribute("href");
  const scrolled = list.querySelector(".table-scroll")?.scrollLeft ?? 0;
  list.replaceChildren(...fresh.childNodes);
  const table = list.querySelector(".table-scroll");
  if (table) table.scrollLeft = scrolled;
  if (href) refocus(list, href);
  else if (held) table?.focus({ preventScroll: true });
}

const isBeingRead = (list) => {
  const chosen = getSelection();
  return !chosen.isCollapsed && list.contains(chosen.anchorNode);
};

export function start(bar) {
  const [button, said] = ["button", "said"].map((part) =>
    bar.querySelector(`[data-part=${part}]`),
  );
  const list = document.getElementById(bar.dataset.list);
  let timer;
  let isOn = true;
  let next = EVERY;

  const later = () => {
    clearTimeout(timer);
    if (isOn && document.visibilityState === "visible") timer = setTimeout(look, next);
  };
  const stop = (words) => {
    isOn = false;
    clearTimeout(timer);
    button.textContent = bar.dataset.goOn;
    said.textContent = words;
  };
  const look = async () => {
    try {
      const page = await fetched();
      const fresh = page?.getElementById(bar.dataset.list);
      if (!isOn) return;
      if (!fresh) return stop(bar.dataset.over);
      if (!isBeingRead(list)) put(list, fresh);
      next = EVERY;
      said.textContent = bar.dataset.on;
    } catch {
      next = Math.min(2 * next, LONGEST);
      said.textContent = bar.dataset.lost;
    }
    later();
  };
  button.addEventListener("click", () => {
    if (isOn) return stop(bar.dataset.off);
    isOn = true;
    button.textContent = bar.dataset.stop;
    look();
  });
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (isOn && document.visibilityState === "visible") look();
  });
  bar.hidden = false;
  said.textContent = bar.dataset.on;
  later();
}
