// Keeps a proof in the LMS's own storage at login and fetches it at the launch, for browsers that
// keep none of our cookies in a frame. What is done is named by data-storage: "put" or "get".

import { getData, putData } from "./storage-messages.js";

// A proof that could not be kept stops nobody: where cookies work the launch needs none, and where
// they do not, the launch offers a new window.
async function put(link) {
  try {
    await putData(link.dataset);
  } finally {
    window.location.replace(link.href);
  }
}

async function get(form) {
  const value = await getData(form.dataset);
  if (typeof value !== "string" || !value) throw new Error("nothing-kept");
  form.elements.storage_proof.value = value;
  form.submit();
}

function offerTheOtherWay({ waiting, otherwise }) {
  document.getElementById(waiting).hidden = true;
  const place = document.getElementById(otherwise);
  place.hidden = false;
  place.querySelector("[tabindex]")?.focus();
}

export function start(element) {
  if (element.dataset.storage === "put") {
    put(element).catch(() => {});
  } else {
    get(element).catch(() => offerTheOtherWay(element.dataset));
  }
}
