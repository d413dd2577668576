// Tells the LMS how tall the page is, so that the frame needs no scroll bar of its own. The message
// holds a number and nothing else; it goes to the LMS's origin where that is known.

export function start(body) {
  if (window.parent === window || !body.dataset.frameOrigin) return;
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    window.parent.postMessage({ subject: "lti.frameResize", height }, body.dataset.frameOrigin);
  };
  new ResizeObserver(tell).observe(document.documentElement);
}
