// Asks before the page of a running exam is left by accident: the clock would go on. Its own forms
// and links, and the exam itself when it moves on, leave without being asked.

export function start() {
  const guard = (event) => event.preventDefault();
  const open = () => removeEventListener("beforeunload", guard);
  addEventListener("beforeunload", guard);
  addEventListener("submit", open);
  addEventListener("house:moving-on", open);
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && link.target !== "_blank") open();
  });
}
