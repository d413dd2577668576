// The clock of an exam. It counts on a clock that nobody can set and that stands still in no hidden
// tab, and is put right by each answer of the server, which alone decides when the time is up.

import { forEars, forEyes } from "./durations.js";
import { letHide } from "./hiding.js";
import { moveOn, watch } from "./presence.js";

const SAID_AT = [600, 300, 60, 30];
const SHORT = 300;
// What rounding and a slow answer may move the end by.
const SLACK = 4;
const WHEN_UP = 3000;

export function start(bar) {
  const words = bar.dataset;
  const [left, news, say, hide, reload] = ["left", "news", "say", "hide", "reload"].map((part) =>
    bar.querySelector(`[data-part=${part}]`),
  );
  const limited = words.seconds !== "";
  let end = performance.now() + 1000 * Number(words.seconds);
  let shown = Infinity;
  let look;
  const seconds = () => Math.max(0, Math.floor((end - performance.now()) / 1000));
  const tell = (text) => (news.textContent = text.replace("{time}", forEars(seconds())));

  const tick = () => {
    const now = seconds();
    left.textContent = words.left.replace("{time}", forEyes(now));
    left.classList.toggle("is-short", now <= SHORT);
    if (now === 0 && shown > 0) {
      tell(words.up);
      look?.();
    } else if (shown < Infinity && SAID_AT.some((at) => now <= at && at < shown)) {
      tell(words.left);
    }
    shown = Math.min(shown, now);
  };
  const setRight = (told) => {
    const change = told - seconds();
    end = performance.now() + 1000 * told;
    if (Math.abs(change) > SLACK) {
      shown = Infinity;
      if (told > 0) tell(change > 0 ? words.more : words.less);
    }
    tick();
  };
  say.addEventListener("click", () => tell(limited ? words.left : words.noLimit));
  reload.hidden = true;
  say.hidden = false;
  letHide(left, hide, words);
  if (limited) setInterval(tick, 500);
  // What has the focus is never scrolled to under the clock, however many lines it takes.
  new ResizeObserver(() => {
    document.documentElement.style.scrollPaddingTop = `${bar.offsetHeight + 16}px`;
  }).observe(bar);
  look = watch(words, {
    lost: () => tell(words.lost),
    found: () => tell(words.found),
    heard: (answer) => {
      if ((answer.seconds !== null) !== limited) return moveOn();
      if (limited) setRight(answer.seconds);
      // At the end one look follows the other: the server's clock may be behind by what SLACK allows.
      return limited && seconds() <= SLACK ? WHEN_UP : undefined;
    },
  });
}
