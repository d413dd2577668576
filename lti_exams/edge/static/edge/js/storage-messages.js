// LTI platform storage (1EdTech "LTI PostMessage Storage"): one question to the LMS's frame, and the
// one answer to it. An answer counts only from the origin asked, for the message sent.

const PATIENCE = 3000;

function frameNamed(name) {
  const lms = window.parent === window ? window.opener : window.parent;
  if (!lms || name === "_parent") return lms;
  try {
    return lms.frames[name] ?? null;
  } catch {
    return null; // a frame of that name that we may not even look for
  }
}

function isAnswer(event, { origin, message }) {
  return (
    event.origin === origin &&
    event.data?.message_id === message.message_id &&
    event.data?.subject === `${message.subject}.response`
  );
}

function ask({ target, origin, message }) {
  return new Promise((resolve, reject) => {
    const frame = frameNamed(target);
    if (!frame) return reject(new Error("no-frame"));
    const waiting = new AbortController();
    const timer = setTimeout(() => finish(reject, new Error("no-answer")), PATIENCE);
    function finish(settle, value) {
      clearTimeout(timer);
      waiting.abort();
      settle(value);
    }
    const hear = (event) => {
      if (!isAnswer(event, { origin, message })) return;
      const { error, value } = event.data;
      if (error) return finish(reject, new Error(String(error.code ?? "refused")));
      finish(resolve, value);
    };
    window.addEventListener("message", hear, { signal: waiting.signal });
    frame.postMessage(message, origin);
  });
}

// randomUUID is missing where the LMS itself is served without TLS.
function freshId() {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

export function putData({ target, origin, key, value }) {
  const message = { subject: "lti.put_data", message_id: freshId(), key, value };
  return ask({ target, origin, message });
}

export function getData({ target, origin, key }) {
  const message = { subject: "lti.get_data", message_id: freshId(), key };
  return ask({ target, origin, message });
}
