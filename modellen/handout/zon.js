// Hours of sun on the hoven as squares in the picture. They hold for the doorsteken as the fase has them.
const ROUND = { perM: 10, perH: 10, inMass: 255 };
const HEAT_LIFT_M = 0.06;

const ownSet = () => data.doorsteken.reduce((bits, d, place) => (d.open[choice.fase] ? bits | (1 << place) : bits), 0);
const sunHolds = () => openSet() === ownSet();

/** The day whose hours are in the picture, as its place; -1 when there is none. */
const heatDay = () => (sunHolds() ? choice.heat : -1);

const heat = added(new THREE.Mesh(empty(), new THREE.MeshBasicMaterial({ vertexColors: true, side: THREE.DoubleSide, fog: false })), 3);

function heatColour(hours) {
  const place = data.kleuren.warmte_h.findLastIndex((from) => hours >= from);
  return linear(data.kleuren.warmte[Math.max(0, place)]);
}

/** Two triangles a square: corners as steps of half a cell from its middle. */
const CORNERS = [[-1, -1], [1, -1], [1, 1], [-1, -1], [1, 1], [-1, 1]];

function showHeat() {
  const day = heatDay();
  heat.visible = day >= 0;
  if (day < 0) return;
  const own = data.zonuren.per_fase[choice.fase];
  const xyz = new Int16Array(bytes(own.xyz).buffer);
  const hours = bytes(own.uren[day]);
  const open = [...hours.keys()].filter((i) => hours[i] !== ROUND.inMass);
  const half_m = data.zonuren.raster_m / 2;
  const arrays = { position: new Float32Array(18 * open.length), color: new Float32Array(18 * open.length) };
  open.forEach((cell, n) => {
    const colour = heatColour(hours[cell] / ROUND.perH);
    const [x, y, z] = [0, 1, 2].map((k) => xyz[3 * cell + k] / ROUND.perM);
    CORNERS.forEach(([right, up], k) => {
      arrays.position.set([x + right * half_m, y + up * half_m, z + HEAT_LIFT_M + (relief ? OVER_M : 0)], 18 * n + 3 * k);
      arrays.color.set(colour, 18 * n + 3 * k);
    });
  });
  put(heat, geometry(arrays));
}
