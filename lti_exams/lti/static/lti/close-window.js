// Asks the LMS to close the registration window, Dynamic Registration 1.0 section 3.6.2.
// The LMS may show us from another of its hosts than the ones it registered with; browsers that
// tell us which one are believed, since the message holds no secret.

const opener = window.opener ?? window.parent;
const origins = new Set(document.getElementById("close").dataset.origins.split(" "));
const shownBy = window.location.ancestorOrigins?.[0];
if (shownBy) origins.add(shownBy);

if (opener !== window) {
  for (const origin of origins) {
    opener.postMessage({ subject: "org.imsglobal.lti.close" }, origin);
  }
}
