// Ground that is not flat: a lattice of heights drawn as triangles; shade falls on it as the light sees it.
const GROUND_M = -0.1;
const OVER_M = 0.4;
const relief = data.terrein && new Int16Array(bytes(data.terrein.cm).buffer);

/** Height of the ground at a place, metres: for the camera, which stays above it. */
function groundAt(x, y) {
  if (!relief) return 0;
  const { x: x0, y: y0, cel_m, kolommen } = data.terrein;
  const [i, j] = [(x - x0) / cel_m, (y - y0) / cel_m].map((at) => Math.max(0, Math.min(kolommen - 1, Math.round(at))));
  return relief[j * kolommen + i] / 100;
}

/** The upward normal of the ground at a place. */
function groundNormal({ x, y }) {
  if (!relief) return new THREE.Vector3(0, 0, 1);
  const step = data.terrein.cel_m;
  const rise = (dx, dy) => (groundAt(x + dx, y + dy) - groundAt(x - dx, y - dy)) / (2 * step);
  return new THREE.Vector3(-rise(step, 0), -rise(0, step), 1).normalize();
}

/** Both halves of each square of the lattice, cut from south-west to north-east. */
function reliefShape() {
  const { x, y, cel_m, kolommen } = data.terrein;
  const at = (i, j) => [x + i * cel_m, y + j * cel_m, relief[j * kolommen + i] / 100];
  const position = new Float32Array(18 * (kolommen - 1) ** 2);
  let place = 0;
  for (let j = 0; j + 1 < kolommen; j++) {
    for (let i = 0; i + 1 < kolommen; i++, place += 18) {
      const [a, b, c, d] = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
      position.set([...a, ...b, ...c, ...a, ...c, ...d], place);
    }
  }
  return geometry({ position, normal: normals(position) });
}

/** The bare ground, and above all that lies on it what only shows shade; null where the ground is flat. */
function makeReliefShade() {
  const shape = reliefShape();
  const base = added(new THREE.Mesh(shape, new THREE.MeshBasicMaterial({ color: data.kleuren.rol.grond, side: THREE.DoubleSide })), 1);
  base.position.z = GROUND_M;
  base.castShadow = true;
  const found = added(new THREE.Mesh(shape, new THREE.ShadowMaterial({ color: SHADE_HEX, opacity: SHADE_OPACITY, fog: false, depthWrite: false })), 5);
  found.position.z = OVER_M;
  found.receiveShadow = true;
  disc.position.z = data.terrein.laagst_m;
  ground.material.depthWrite = true;
  return found;
}

const reliefShade = relief && makeReliefShade();
