// Lengths of time for eyes (1:02:09) and for ears (1 hour 2 minutes), in the page's language.

const language = () => document.documentElement.lang || "en";

function unit(number, name) {
  const style = { style: "unit", unit: name, unitDisplay: "long" };
  return new Intl.NumberFormat(language(), style).format(number);
}

function parts(seconds) {
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
}

export function forEyes(seconds) {
  const [hours, minutes, rest] = parts(seconds);
  return [hours, minutes, rest].map((one) => String(one).padStart(2, "0")).join(":");
}

export function forEars(seconds) {
  const [hours, minutes, rest] = parts(seconds);
  if (seconds < 60) return unit(rest, "second");
  const told = [hours && unit(hours, "hour"), minutes && unit(minutes, "minute")];
  return told.filter(Boolean).join(" ");
}
