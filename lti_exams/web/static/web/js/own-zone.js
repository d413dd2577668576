// Fills the time zone of the visitor into a field that nobody has set yet. A form that shows dates
// already keeps the zone in which it shows them.

export function start(field) {
  const dates = [...field.form.querySelectorAll("[type=datetime-local]")];
  if (field.value !== field.defaultValue || dates.some((date) => date.value)) return;
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || field.value;
}
