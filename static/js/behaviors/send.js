// Sends a vote and says plainly whether it has arrived. The form stays as it is until the server has
// answered: what was pressed and typed is still there to be sent again, and sent twice it counts once.
import { startAll } from "../behaviors.js";
import { forget } from "./keep.js";

const PATIENCE = 20000;

export function start(form) {
  const words = form.querySelector("[data-said]");
  const again = document.createElement("button");
  again.className = "btn btn-primary paper__again";
  const choices = [...form.querySelectorAll(".paper__choices button")];
  let isSending = false;

  function say(text, tone) {
    words.textContent = text;
    words.dataset.tone = tone;
  }

  function offerAgain(choice) {
    again.value = choice.value;
    again.textContent = `Try again: ${choice.textContent.trim()}`;
    words.after(again);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    const pressed = event.submitter ?? choices[0];
    const choice = choices.find((one) => one.value === pressed.value);
    for (const one of choices) one.setAttribute("aria-pressed", String(one === choice));
    say(`Sending your vote, ${choice.textContent.trim()}. It is not recorded yet.`, "busy");
    const said = new URLSearchParams(new FormData(form));
    said.set("choice", choice.value);
    const trouble = await post(form, said);
    isSending = false;
    if (!trouble) return;
    say(trouble, "bad");
    offerAgain(choice);
  });
}

// Nothing when it is recorded and the page shows so; otherwise what went wrong, in a sentence.
async function post(form, said) {
  let answer, text;
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    answer = await fetch(form.action, { method: "POST", body: said, signal });
    text = await answer.text();
  } catch (fault) {
    return fault.name === "TimeoutError"
      ? "No answer from the server yet, so it may have arrived or not. Try again: your vote counts once."
      : "Not sent: the server cannot be reached. What you pressed and typed is kept; try again.";
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  if (answer.ok && answer.redirected && !answer.url.includes("/sign-in")) {
    forget(form);
    show(page, form.closest("[id]:not(main)")?.id);
    return null;
  }
  if (answer.url.includes("/sign-in")) {
    return "Not recorded: you are signed out. Sign in in another tab, then load this page again; what you typed is kept.";
  }
  const reason = page.querySelector(".field__error, .notice")?.textContent.trim();
  return `Not recorded. ${reason || "Something went wrong. Try again in a moment."}`;
}

// The page that came back takes the place of this one; whoever listens hears what was recorded.
function show(page, id) {
  const main = page.querySelector("main");
  document.querySelector("main").replaceWith(main);
  startAll(main);
  const heading = (id && main.querySelector(`#${id} h2`)) || main.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus();
}
