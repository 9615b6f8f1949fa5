/* The plan as SVG: shapes drawn once; then only the window over them moves, and the names that fit in it. */
const SVG = "http://www.w3.org/2000/svg";
const LETTER = 0.56; // of the size of its letters, how wide one is
const NAMES = [
  ["communes", Infinity, 13],
  ["qpv", 7000, 14],
]; // shapes, the widest window in metres where their names are written, size of the letters in pixels

function node(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function path(rings) {
  const line = (ring) => ring.map(([x, y]) => `${Math.round(x)} ${Math.round(y)}`).join("L");
  return rings.map((ring) => `M${line(ring)}Z`).join("");
}

function layer(name, nodes) {
  const group = node("g", { class: `map-${name}` });
  group.append(...nodes);
  return group;
}

/** Draw the communes, the quartiers over them, and room for names. */
export function draw(svg, plan) {
  const shapes = (list) => list.map((one) => node("path", { d: path(one.rings), "data-asv-code": one.code }));
  svg.replaceChildren(
    layer("communes", shapes(plan.communes)),
    layer("qpv", shapes(plan.qpv)),
    layer("names", []),
  );
}

/** Give the middle of the widest part of a shape. */
function middle({ rings }) {
  const boxes = rings.map((ring) => {
    const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  });
  const [west, north, east, south] = boxes.reduce((best, one) => (one[2] - one[0] > best[2] - best[0] ? one : best));
  return [(west + east) / 2, (north + south) / 2];
}

function isFree(taken, [west, north, east, south]) {
  return taken.every(([w, n, e, s]) => east < w || west > e || south < n || north > s);
}

/** Write the names that fit in the window without touching each other; `metres` is the width of a pixel. */
export function write(svg, plan, { x, y, w, h }, metres) {
  const taken = [];
  const names = [];
  for (const [list, widest, size] of NAMES.toReversed()) {
    for (const shape of w <= widest ? plan[list] : []) {
      const [cx, cy] = middle(shape);
      const [wide, high] = [shape.nom.length * LETTER * size * metres, size * 1.3 * metres];
      const place = [cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2];
      if (cx < x || cy < y || cx > x + w || cy > y + h || !isFree(taken, place)) continue;
      taken.push(place);
      const label = node("text", { x: Math.round(cx), y: Math.round(cy), "font-size": size * metres, class: `name-${list}` });
      label.textContent = shape.nom;
      names.push(label);
    }
  }
  svg.querySelector(".map-names").replaceChildren(...names);
}

/** Light one quartier or one commune, or none. */
export function light(svg, code = "") {
  for (const shape of svg.querySelectorAll("path")) shape.classList.toggle("lit", shape.dataset.asvCode === code);
}
