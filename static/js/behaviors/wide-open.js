// Opens a panel of filters where there is room for it.
export function start(details) {
  if (matchMedia("(min-width: 62rem)").matches) details.open = true;
}
