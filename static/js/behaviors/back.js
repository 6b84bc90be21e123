// Goes back to where the reader came from, with what was typed there.
export function start(link) {
  if (!document.referrer.startsWith(location.origin)) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    history.back();
  });
}
