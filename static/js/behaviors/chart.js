// Draws the figure that stands beside it as JSON; the library comes only to pages that have one.
export async function start(figure) {
  const { draw } = await import("../charts.js");
  const { data, layout } = JSON.parse(figure.querySelector("script").textContent);
  const drawing = figure.querySelector(".chart__drawing");
  drawing.hidden = false;
  let width = 0;
  const again = () => draw(drawing, data, layout);
  const fit = () => {
    if (drawing.clientWidth === width || !drawing.clientWidth) return;
    width = drawing.clientWidth;
    again();
  };
  new ResizeObserver(fit).observe(figure);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
}
