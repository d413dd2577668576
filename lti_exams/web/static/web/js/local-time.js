// Puts the hour where the visitor is beside an instant that the page tells in UTC.

const FORMAT = { weekday: "long", hour: "2-digit", minute: "2-digit", timeZoneName: "shortOffset" };

export function start(time) {
  const at = new Date(time.dateTime);
  if (at.getTimezoneOffset() === 0) return;
  const there = new Intl.DateTimeFormat(document.documentElement.lang || "en", FORMAT).format(at);
  time.append(` (${time.dataset.words.replace("{time}", there)})`);
}
