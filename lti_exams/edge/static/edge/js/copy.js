// Copies what a button names (data-copy holds an element's id) and says so in the button. Where the
// frame may not write to the clipboard, the text is selected instead.

export function start(button) {
  const label = button.textContent;
  const source = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
      button.textContent = button.dataset.copied;
      setTimeout(() => (button.textContent = label), 2000);
    } catch {
      source.select ? source.select() : getSelection().selectAllChildren(source);
    }
  });
}
