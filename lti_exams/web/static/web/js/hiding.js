// Lets somebody put away what makes them nervous. It stays away on the next page of this tab.

const KEPT = "exam-time-hidden";

// Where the browser keeps nothing for us, it is shown again on the next page.
function keep(isHidden) {
  try {
    sessionStorage.setItem(KEPT, isHidden);
  } catch {}
}

function isKept() {
  try {
    return sessionStorage.getItem(KEPT) === "true";
  } catch {
    return false;
  }
}

export function letHide(element, button, words) {
  const showOrHide = (isHidden) => {
    element.hidden = isHidden;
    button.textContent = isHidden ? words.show : words.hide;
    keep(isHidden);
  };
  button.addEventListener("click", () => showOrHide(!element.hidden));
  button.hidden = false;
  showOrHide(isKept());
}
