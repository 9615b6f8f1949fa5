/* Where a touched point lies: commune, quartier, or nobody knows. Pure: plain numbers in, codes out, nothing kept.
   A plan is the map of asv/reference/quartiers.py laid flat in metres, x to the east, y to the south. */
const METRES_PER_DEGREE = 111_200;
const DOUBT = 20; // metres: contours of quartiers are 7 m off, 13 m in places
const COMMUNE_DOUBT = 100; // contours of communes are a background, seen 75 m off
const CIRCLES = { [COMMUNE_DOUBT]: 16, [COMMUNE_DOUBT / 2]: 8 }; // metres: points asked around

function vertices(steps) {
  const found = [];
  let [x, y] = [0, 0];
  for (let rank = 0; rank < steps.length; rank += 2) {
    x += steps[rank];
    y += steps[rank + 1];
    found.push([x, y]);
  }
  return found;
}

function box(rings) {
  const all = rings.flat();
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Lay a map flat. Gives { communes, qpv, box }, each shape with its rings in metres. */
export function decode({ pas, communes, qpv }) {
  const read = (shapes) => shapes.map((one) => ({ ...one, rings: one.contour.flat().map(vertices) }));
  const raw = { communes: read(communes), qpv: read(qpv) };
  const [west, south, , north] = box(raw.communes.flatMap((one) => one.rings));
  const up = pas * METRES_PER_DEGREE;
  const across = up * Math.cos((((south + north) / 2) * pas * Math.PI) / 180);
  const flat = ({ code, nom, insee, rings }) => {
    const laid = rings.map((ring) => ring.map(([x, y]) => [(x - west) * across, (north - y) * up]));
    return { code, nom, insee, rings: laid, box: box(laid) };
  };
  const plan = { communes: raw.communes.map(flat), qpv: raw.qpv.map(flat), west, north, across, up };
  return { ...plan, box: box(plan.communes.flatMap((one) => one.rings)) };
}

/** Say whether a ray to the east crosses the rings an odd number of times: holes and parts need no other care. */
export function isInside(rings, x, y) {
  let isOdd = false;
  for (const ring of rings) {
    let [fromX, fromY] = ring.at(-1);
    for (const [toX, toY] of ring) {
      if (fromY > y !== toY > y && x < ((toX - fromX) * (y - fromY)) / (toY - fromY) + fromX) isOdd = !isOdd;
      [fromX, fromY] = [toX, toY];
    }
  }
  return isOdd;
}

function toSegment(x, y, [fromX, fromY], [toX, toY]) {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const length = dx * dx + dy * dy;
  const along = length && Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / length));
  return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
}

/** Give the metres to the nearest limit. */
export function distance(rings, x, y) {
  let least = Infinity;
  for (const ring of rings) {
    for (let rank = 0; rank < ring.length; rank += 1) {
      least = Math.min(least, toSegment(x, y, ring[rank], ring[(rank + 1) % ring.length]));
    }
  }
  return least;
}

function holding(shapes, x, y) {
  const isNear = ({ box: [west, north, east, south] }) => x >= west && x <= east && y >= north && y <= south;
  return shapes.filter((one) => isNear(one) && isInside(one.rings, x, y)).map((one) => one.code);
}

/** Give the communes a point may belong to, the likeliest first; "" stands for outside the agglomération. */
function communesAround(plan, x, y) {
  const found = new Set([holding(plan.communes, x, y)[0] ?? ""]);
  for (const [radius, points] of Object.entries(CIRCLES)) {
    for (let rank = 0; rank < points; rank += 1) {
      const angle = (2 * Math.PI * rank) / points;
      found.add(holding(plan.communes, x + radius * Math.cos(angle), y + radius * Math.sin(angle))[0] ?? "");
    }
  }
  return [...found];
}

/** Give { zone, qpv, communes }: a code of ZONE_RESIDENCE, the quartier if any, and the communes it may be. */
export function locate(plan, x, y) {
  const around = communesAround(plan, x, y);
  const isDoubtful = plan.qpv.some((one) => distance(one.rings, x, y) <= DOUBT);
  if (isDoubtful) return { zone: "ZR_INCERTAIN", qpv: null, communes: around };
  const quartier = plan.qpv.find((one) => isInside(one.rings, x, y));
  if (!quartier) return { zone: around[0] ? "ZR_HORS_QPV" : "ZR_HORS_CALL", qpv: null, communes: around };
  const held = quartier.insee.map((code) => (plan.communes.some((one) => one.code === code) ? code : ""));
  const possible = around.filter((code) => held.includes(code));
  return { zone: "ZR_QPV", qpv: quartier.code, communes: possible.length ? possible : [...new Set(held)] };
}
