// Moves between the cells of a matrix with the arrows and fills a block pasted from a spreadsheet.
export function start(form) {
  const rows = [...form.querySelectorAll("tbody tr")].map((row) =>
    [...row.querySelectorAll("td")].map((cell) => cell.querySelector("input.matrix__cell")),
  );
  const says = form.querySelector("[data-matrix-says]");
  const placeOf = (input) => {
    const row = rows.findIndex((cells) => cells.includes(input));
    return [row, rows[row].indexOf(input)];
  };
  const mark = (input) =>
    input.classList.toggle("matrix__cell--changed", input.value !== input.defaultValue);

  function move(input, down, right) {
    let [row, column] = placeOf(input);
    do {
      row += down;
      column += right;
      if (!rows[row] || column < 0 || column >= rows[row].length) return;
    } while (!rows[row][column]);
    rows[row][column].focus();
  }

  form.addEventListener("focusin", ({ target }) => {
    if (target.matches(".matrix__cell")) target.select();
  });
  form.addEventListener("input", ({ target }) => {
    if (target.matches(".matrix__cell")) mark(target);
  });
  form.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!target.matches(".matrix__cell") || event.altKey || event.ctrlKey || event.metaKey) return;
    const whole = target.selectionEnd - target.selectionStart === target.value.length;
    const ways = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] };
    if (whole || target.selectionStart === 0) ways.ArrowLeft = [0, -1];
    if (whole || target.selectionEnd === target.value.length) ways.ArrowRight = [0, 1];
    if (!ways[key]) return;
    event.preventDefault();
    move(target, ...ways[key]);
  });
  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!event.target.matches(".matrix__cell") || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const [first, left] = placeOf(event.target);
    let filled = 0;
    let outside = 0;
    text.split("\n").forEach((line, down) =>
      line.split("\t").forEach((value, right) => {
        const input = rows[first + down]?.[left + right];
        if (input && value.trim()) {
          input.value = value.trim();
          mark(input);
          filled += 1;
        } else if (value.trim()) outside += 1;
      }),
    );
    says.textContent = `${filled} cells filled${outside ? `, ${outside} not asked or outside this page` : ""}. Nothing is saved yet.`;
  });
}
