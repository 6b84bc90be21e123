// Brings parts of a page up to date while it is looked at: only the named parts, never a form that is being filled in.
const EVERY = 15000;

export function start(mark) {
  const parts = mark.dataset.parts.split(" ");
  const timer = setInterval(async () => {
    if (!mark.isConnected) return clearInterval(timer);
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) bring(parts, await answer.text());
    } catch {
      // Not reached: what is shown stays, and the next round tries again.
    }
  }, Number(mark.dataset.every) || EVERY);
}

function bring(parts, text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const id of parts) {
    const [now, next] = [document.getElementById(id), page.getElementById(id)];
    if (!now || !next || now.contains(document.activeElement)) continue;
    if (now.innerHTML !== next.innerHTML) now.replaceWith(next);
  }
}
