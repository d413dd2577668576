/* The page around a tool: platform storage (lti.put_data, lti.get_data) and the frame's height. */

const SUBJECTS = ["lti.capabilities", "lti.put_data", "lti.get_data"];
const LARGEST_VALUE = 4096;
const MOST_KEYS = 500;

const frame = document.querySelector("iframe.tool");
const stores = document.querySelector("[data-stores]") !== null;
const kept = new Map();

const shelfOf = (origin) => {
  if (!kept.has(origin)) kept.set(origin, new Map());
  return kept.get(origin);
};

const failure = (code, message) => ({ error: { code, message } });

const answers = {
  "lti.capabilities": () => ({
    supported_messages: SUBJECTS.map((subject) => ({ subject })),
  }),
  "lti.put_data": ({ key, value }, shelf) => {
    if (typeof key !== "string" || key === "") return failure("bad_request", "key is missing");
    if (value === null || value === undefined) {
      shelf.delete(key);
      return { key, value: null };
    }
    if (shelf.size >= MOST_KEYS || String(value).length > LARGEST_VALUE) {
      return failure("storage_exhaustion", "the shelf is full");
    }
    shelf.set(key, String(value));
    return { key, value: String(value) };
  },
  "lti.get_data": ({ key }, shelf) => {
    if (typeof key !== "string" || key === "") return failure("bad_request", "key is missing");
    return { key, value: shelf.get(key) ?? null };
  },
};

const answerStorage = (event) => {
  const { subject, message_id } = event.data;
  const body = answers[subject](event.data, shelfOf(event.origin));
  event.source.postMessage(
    { subject: `${subject}.response`, message_id, ...body },
    event.origin,
  );
};

window.addEventListener("message", (event) => {
  const subject = event.data?.subject;
  if (stores && SUBJECTS.includes(subject)) answerStorage(event);
  if (!frame || event.source !== frame.contentWindow) return;
  if (subject === "lti.frameResize" && Number(event.data.height) > 0) {
    frame.style.height = `${Math.min(Number(event.data.height), 10000)}px`;
  }
  if (subject === "org.imsglobal.lti.close") location.assign(frame.dataset.afterwards ?? "/home");
});
