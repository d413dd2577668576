// Submits a form at once. The form keeps its button, for people whose browser holds it back.

export function start(form) {
  form.requestSubmit();
}
