// Closes what was folded out when one presses Escape or goes elsewhere.
export function start(details) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
  if (details.classList.contains("confirm")) return;
  document.addEventListener("click", (event) => {
    if (!details.contains(event.target)) details.open = false;
  });
}
