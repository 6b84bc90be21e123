// Plotly with the traces that the pages use and no others; a kind that is missing here is refused aloud.
import Plotly from "plotly.js/lib/core";
import bar from "plotly.js/lib/bar";
import heatmap from "plotly.js/lib/heatmap";

Plotly.register([bar, heatmap]);

const KINDS = ["bar", "heatmap", "scatter"];
const NARROW = 480;
const SHORT = 18;
const OPTIONS = { displaylogo: false, showSendToCloud: false, displayModeBar: false };

export function draw(drawing, data, layout) {
  const missing = data.map(({ type = "scatter" }) => type).filter((type) => !KINDS.includes(type));
  if (missing.length) throw new Error(`Add ${missing.join(", ")} to static/js/charts.js.`);
  return Plotly.react(drawing, data, inTheme(drawing, layout), OPTIONS);
}

function inTheme(drawing, layout) {
  const { color, borderTopColor } = getComputedStyle(drawing);
  const axes = Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key));
  const grid = { gridcolor: borderTopColor, zerolinecolor: borderTopColor };
  const fitted = axes.map((key) => [key, { ...layout[key], ...grid, ...narrowed(drawing, key, layout[key]) }]);
  const lines = (layout.shapes ?? []).map((shape) => ({ ...shape, line: { ...shape.line, color } }));
  const width = drawing.clientWidth;
  return { ...layout, ...Object.fromEntries(fitted), width, shapes: lines, font: { ...layout.font, color } };
}

// On a phone the drawing keeps its room: few marks along the bottom, short names at the side.
function narrowed(drawing, key, axis) {
  if (drawing.clientWidth >= NARROW) return {};
  if (key.startsWith("x")) return { nticks: 4, tickangle: 0 };
  return { tickfont: { size: 11 }, ...(axis.ticktext && { ticktext: axis.ticktext.map(short) }) };
}

function short(name) {
  const lines = [""];
  for (const word of name.replaceAll("<br>", " ").split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= SHORT) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.length > 2 ? `${lines[0]}<br>${lines[1]}…` : lines.join("<br>");
}
