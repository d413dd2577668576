// Waits on a page of an exam until the exam is somewhere else, and then shows it.

import { watch } from "./presence.js";

const EVERY = 10000;

export function start(element) {
  const tell = (text) => (element.textContent = text);
  watch(element.dataset, {
    lost: () => tell(element.dataset.lost),
    found: () => tell(element.dataset.found),
    heard: () => EVERY,
  });
}
