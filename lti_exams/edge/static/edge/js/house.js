// Starts the module that an element names: <form data-module="auto-post">. Every page loads this
// file alone, and what is not on the page is not fetched.

const modules = {
  "exam-timer": () => import("../../web/js/exam-timer.js"),
  "exam-watch": () => import("../../web/js/exam-watch.js"),
  "focus-here": () => import("../../web/js/focus-here.js"),
  "gate-watch": () => import("../../web/js/gate-watch.js"),
  "keep-fresh": () => import("../../web/js/keep-fresh.js"),
  "leave-guard": () => import("../../web/js/leave-guard.js"),
  "local-time": () => import("../../web/js/local-time.js"),
  "look-again": () => import("../../web/js/look-again.js"),
  "own-zone": () => import("../../web/js/own-zone.js"),
  "auto-post": () => import("./auto-post.js"),
  copy: () => import("./copy.js"),
  "frame-height": () => import("./frame-height.js"),
  "hand-off": () => import("./hand-off.js"),
  "platform-storage": () => import("./platform-storage.js"),
};

const begin = (element) =>
  element.dataset.module.split(" ").map((name) =>
    modules[name]?.().then((module) => {
      module.start(element);
    }),
  );

// Whoever must know that everything on the page answers waits for this; `load` comes before it.
export const ready = Promise.allSettled(
  [...document.querySelectorAll("[data-module]")].flatMap(begin),
);
