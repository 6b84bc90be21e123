// Takes the reader to the summary of what is wrong.
export function start(element) {
  element.focus();
}
