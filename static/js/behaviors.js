// Finds what a page asks for with data-behavior and loads it; every page works without.
export function startAll(root) {
  for (const element of root.querySelectorAll("[data-behavior]")) {
    for (const name of element.dataset.behavior.split(" ")) {
      import(`./behaviors/${name}.js`).then((behavior) => {
        behavior.start(element);
        element.dataset.started = `${element.dataset.started ?? ""} ${name}`;
      });
    }
  }
}
