// Starts the module that an element names: <form data-module="auto-post">. Every page loads this
// file alone, and what is not on the page is not fetched.

const modules = {
  "auto-post": () => import("./auto-post.js"),
  copy: () => import("./copy.js"),
  "frame-height": () => import("./frame-height.js"),
  "hand-off": () => import("./hand-off.js"),
  "platform-storage": () => import("./platform-storage.js"),
};

for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) {
    modules[name]?.().then((module) => module.start(element));
  }
}
