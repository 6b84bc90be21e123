// Keeps what is typed with this entry of the tab's history, so that loading the page again does not lose it.
// Nothing goes to a store other pages could read, and it is gone with the tab.
export function start(form) {
  const field = form.querySelector("textarea");
  if (!field) return;
  const kept = history.state?.[nameOf(form)];
  if (kept && kept.seen === seenBy(form)) field.value = kept.text;
  field.addEventListener("input", () => {
    const draft = { seen: seenBy(form), text: field.value };
    history.replaceState({ ...history.state, [nameOf(form)]: draft }, "");
  });
}

export function forget(form) {
  history.replaceState({ ...history.state, [nameOf(form)]: null }, "");
}

function nameOf(form) {
  return `draft ${form.action} ${form.elements.seat_id?.value ?? ""}`;
}

function seenBy(form) {
  return form.elements.seen?.value ?? "";
}
