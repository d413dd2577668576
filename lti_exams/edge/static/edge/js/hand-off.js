// The page stays behind in the LMS's frame once its form has opened a window: it says so, and puts
// the button away, because the token in it works once.

export function start(form) {
  form.addEventListener("submit", () => {
    const done = document.getElementById(form.dataset.done);
    setTimeout(() => {
      form.hidden = true;
      done.hidden = false;
      done.focus();
    });
  });
}
