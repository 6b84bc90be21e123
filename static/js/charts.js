// Plotly with the traces that the pages use and no others; a kind that is missing here is refused aloud.
import Plotly from "plotly.js/lib/core";
import bar from "plotly.js/lib/bar";

Plotly.register([bar]);

const KINDS = ["bar", "scatter"];
const NARROW = 480;
const OPTIONS = { responsive: true, displaylogo: false, showSendToCloud: false, displayModeBar: false };

export function draw(drawing, data, layout) {
  const missing = data.map(({ type = "scatter" }) => type).filter((type) => !KINDS.includes(type));
  if (missing.length) throw new Error(`Add ${missing.join(", ")} to static/js/charts.js.`);
  return Plotly.react(drawing, data, inTheme(drawing, layout), OPTIONS);
}

function inTheme(drawing, layout) {
  const { color, borderTopColor } = getComputedStyle(drawing);
  const axes = Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key));
  const few = drawing.clientWidth < NARROW ? { nticks: 5, tickangle: 0 } : {};
  const grid = { gridcolor: borderTopColor, zerolinecolor: borderTopColor };
  const themed = axes.map((key) => [key, { ...layout[key], ...grid, ...(key.startsWith("x") ? few : {}) }]);
  const lines = (layout.shapes ?? []).map((shape) => ({ ...shape, line: { ...shape.line, color } }));
  return { ...layout, ...Object.fromEntries(themed), shapes: lines, font: { ...layout.font, color } };
}
