// Takes the focus to what went wrong, so that nobody has to look for it.

export function start(element) {
  element.focus();
}
