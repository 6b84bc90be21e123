// Draws the figure that stands beside it as JSON; the library comes only to pages that have one.
export async function start(figure) {
  const { draw, NARROW } = await import("../charts.js");
  const { data, layout } = JSON.parse(figure.querySelector("script").textContent);
  const drawing = figure.querySelector(".chart__drawing");
  drawing.hidden = false;
  const again = () => draw(drawing, data, layout);
  await again();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  matchMedia(`(max-width: ${NARROW}px)`).addEventListener("change", again);
}
