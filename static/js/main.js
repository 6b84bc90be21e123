// Finds what a page asks for with data-behavior and loads it; every page works without.
for (const element of document.querySelectorAll("[data-behavior]")) {
  for (const name of element.dataset.behavior.split(" ")) {
    import(`./behaviors/${name}.js`).then((behavior) => behavior.start(element));
  }
}
