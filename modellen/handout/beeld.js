// The picture: ground painted level by level, masses with light and shade, trees, lines. Drawn only when asked.
const canvas = document.getElementById("beeld");
const stage = document.getElementById("toneel");
const FOV_DEG = 30;
const SHADE_HEX = 0x3a4250;
const ROOF = 1;
const NEW_ROLES = ["nieuw", "nieuw_eerder"];
const PLAN_ROLES = [...NEW_ROLES, "bestaand_plan"];

const known = {};
/** A colour in linear light. */
const linear = (hex) => (known[hex] ??= new THREE.Color(hex).toArray());
const mixed = (a, b, share) => a.map((value, k) => value + (b[k] - value) * share);
const white = [1, 1, 1];
const roleName = (one) => data.rollen[data.per_fase[choice.fase].massas.r[one.place]];

/** The renderer, or null where a device cannot draw in 3D. */
function makeRenderer() {
  // kept: whoever prints or pictures the page finds the last frame in it
  const context = canvas.getContext("webgl2", { antialias: true, stencil: true, alpha: true, preserveDrawingBuffer: true });
  if (!context) return null;
  const made = new THREE.WebGLRenderer({ canvas, context });
  made.shadowMap.enabled = true;
  made.shadowMap.type = THREE.PCFShadowMap;
  made.shadowMap.autoUpdate = false;
  return made;
}

const renderer = makeRenderer();
const scene = new THREE.Scene();
const camera = new THREE.PerspectiveCamera(FOV_DEG, 1, 1, 4000);
camera.up.set(0, 0, 1);
const middle = [(data.grens[0] + data.grens[2]) / 2, (data.grens[1] + data.grens[3]) / 2];
const half = Math.hypot(data.grens[2] - data.grens[0], data.grens[3] - data.grens[1]) / 2;

scene.fog = new THREE.Fog(data.kleuren.horizon, 1, 2);
const skyLight = new THREE.HemisphereLight(0xdbedff, 0xfff0db, 0.5 * Math.PI);
skyLight.position.set(0, 0, 1);
const sunLight = new THREE.DirectionalLight(0xffedcc, 0.82 * Math.PI);
sunLight.castShadow = true;
sunLight.shadow.mapSize.setScalar(Math.min(window.innerWidth, window.innerHeight) < 600 ? 2048 : 4096);
sunLight.shadow.bias = -0.0004;
sunLight.shadow.normalBias = 0.25;
sunLight.target.position.set(...middle, 0);
Object.assign(sunLight.shadow.camera, {
  left: -half * 1.5, right: half * 1.5, top: half * 1.5, bottom: -half * 1.5, near: 1, far: 6 * half,
});
scene.add(skyLight, sunLight, sunLight.target);

function geometry(arrays) {
  const made = new THREE.BufferGeometry();
  for (const [name, values] of Object.entries(arrays)) {
    if (name !== "owner") made.setAttribute(name, new THREE.BufferAttribute(values, 3));
  }
  return made;
}

/** Add a thing to draw; painted in `order`, never left out for where it lies. */
function added(thing, order) {
  thing.frustumCulled = false;
  thing.renderOrder = order;
  scene.add(thing);
  return thing;
}

const flat = { depthWrite: false, side: THREE.DoubleSide };
const empty = () => new THREE.BufferGeometry();
const disc = added(new THREE.Mesh(
  new THREE.CircleGeometry(Math.max(1200, 6 * half), 96),
  new THREE.MeshBasicMaterial({ color: data.kleuren.rol.grond, ...flat })), 0);
disc.position.set(...middle, 0);
const ground = added(new THREE.Mesh(empty(), new THREE.MeshBasicMaterial({ vertexColors: true, ...flat })), 1);
const lit = () => new THREE.MeshLambertMaterial({ vertexColors: true });
const bodies = added(new THREE.Mesh(empty(), lit()), 2);
bodies.castShadow = bodies.receiveShadow = true;
bodies.material.shadowSide = THREE.DoubleSide;
bodies.material.polygonOffset = true;
bodies.material.polygonOffsetFactor = bodies.material.polygonOffsetUnits = 1;
const decks = added(new THREE.Mesh(empty(), lit()), 2);
decks.receiveShadow = true;
const lineOf = (colour, opacity) => new THREE.LineBasicMaterial({ color: colour, opacity, transparent: opacity < 1 });
const dashed = (color, dashSize, gapSize) => new THREE.LineDashedMaterial({ color, dashSize, gapSize });
const lines = {
  plan: added(new THREE.LineSegments(empty(), lineOf(data.kleuren.lijn, 0.9)), 3),
  storeys: added(new THREE.LineSegments(empty(), lineOf(data.kleuren.laaglijn, 0.5)), 3),
  context: added(new THREE.LineSegments(empty(), lineOf(data.kleuren.lijn_stil, 0.8)), 3),
  later: added(new THREE.LineSegments(empty(), dashed(data.kleuren.later, 2.4, 1.6)), 3),
  gone: added(new THREE.LineSegments(empty(), dashed(data.kleuren.rol.gesloopt, 1.6, 1.1)), 3),
  border: added(new THREE.LineSegments(empty(), dashed(data.kleuren.rol.plangrens, 3.2, 2.2)), 3),
};

// What was pulled down for this fase, as glass.
const GONE_OPACITY = 0.14;
const gone = added(new THREE.Mesh(empty(), new THREE.MeshBasicMaterial({
  color: data.kleuren.rol.gesloopt, opacity: GONE_OPACITY, transparent: true, fog: false, ...flat,
})), 7);

// Shade on the ground: the masses themselves slid along the sunbeams to the ground, each spot darkened once.
const shading = (opacity) => new THREE.MeshBasicMaterial({
  color: SHADE_HEX, opacity, transparent: true, fog: false, ...flat,
  stencilWrite: true, stencilRef: 1, stencilFunc: THREE.NotEqualStencilFunc, stencilZPass: THREE.ReplaceStencilOp,
});
const SHADE_OPACITY = 0.36;
const shade = added(new THREE.Mesh(empty(), shading(SHADE_OPACITY)), 5);
const SHADE_LIFT_M = 0.02;
/** Ground that the sun only grazes is taken as if it came in at this sine. */
const LEAST_SINE = 0.03;

const stem = new THREE.CylinderGeometry(1, 1, 1, 5).rotateX(Math.PI / 2);
const crown = new THREE.IcosahedronGeometry(1, 1);
const copies = (shape, material) => added(new THREE.InstancedMesh(shape, material, Math.max(1, data.bomen.length)), 4);
const crowns = copies(crown, new THREE.MeshLambertMaterial());
const stems = copies(stem, new THREE.MeshLambertMaterial({ color: data.kleuren.stam }));
// Lighter than that of masses: a crown lets some sun through.
const treeShade = [crown, stem].map((shape) => added(new THREE.InstancedMesh(shape, shading(0.2), crowns.instanceMatrix.count), 6));
shade.matrixAutoUpdate = false;

/** Colour of a face of a mass, in linear light. */
const bodyColour = (one, tag) => roleColour(roleName(one), tag);

function roleColour(role, tag) {
  const isNew = NEW_ROLES.includes(role);
  const byUse = choice.colours === "functie" && PLAN_ROLES.includes(role);
  const own = linear(byUse ? data.kleuren.functie[data.functies[tag >> 2]] : data.kleuren.rol[role]);
  if ((tag & 3) !== ROOF) return own;
  return isNew && !byUse ? linear(data.kleuren.dak) : mixed(own, white, 0.12);
}

let shownBodies = [];
let bodyOwner = new Uint16Array(0);

function put(mesh, shape) {
  mesh.geometry.dispose();
  mesh.geometry = shape;
}

function putLines(thing, pack, items, wanted = () => true) {
  put(thing, geometry({ position: segments(pack, items, wanted) }));
}

/** Bring masses, ground, lines and trees to the choice as it is now; `masses` tells how those come. */
function showThings(masses = showAllMasses) {
  standStill();
  masses();
  showGround();
  showTrees();
  showGone();
  showHeat();
}

const showAllMasses = () => showMasses(present("massas"));

function showMasses(items) {
  shownBodies = items;
  const made = triangles(meshes.massas, shownBodies, bodyColour);
  bodyOwner = made.owner;
  put(bodies, geometry(made));
  shade.geometry = bodies.geometry;
  const inPlan = (one) => PLAN_ROLES.includes(roleName(one));
  putLines(lines.plan, meshes.massas, shownBodies, (one, kind) => kind === 0 && inPlan(one));
  putLines(lines.storeys, meshes.massas, shownBodies, (one, kind) => kind === 1 && inPlan(one));
  putLines(lines.context, meshes.massas, shownBodies, (one, kind) => kind === 0 && !inPlan(one));
  renderer.shadowMap.needsUpdate = true;
}

function showGround() {
  const { rol, niveau } = data.vlakken;
  const colour = (one) => linear(data.kleuren.rol[data.rollen[rol[one.item]]]);
  const all = present("vlakken").sort((a, b) => niveau[a.item] - niveau[b.item]);
  put(ground, geometry(triangles(meshes.vlakken, all.filter((one) => niveau[one.item] >= 0), colour)));
  put(decks, geometry(triangles(meshes.vlakken, all.filter((one) => niveau[one.item] < 0), colour)));
  const drawn = present("lijnen");
  const border = data.rollen.indexOf("plangrens");
  putLines(lines.border, meshes.lijnen, drawn.filter((one) => data.lijnen.rol[one.item] === border));
  putLines(lines.later, meshes.lijnen, drawn.filter((one) => data.lijnen.rol[one.item] !== border));
  for (const one of [lines.border, lines.later]) one.computeLineDistances();
}

function showGone() {
  const items = choice.gone && heatDay() < 0 ? present("gesloopt") : [];
  put(gone, geometry(triangles(meshes.gesloopt, items, () => white)));
  putLines(lines.gone, meshes.gesloopt, items, (one, kind) => kind === 0);
  lines.gone.computeLineDistances();
}

let planted = [];

/** Slide trees along the sunbeams to the ground each stands on. */
function showTreeShade(sun) {
  const own = new THREE.Matrix4();
  [crowns, stems].forEach((many, k) => {
    planted.forEach((foot, i) => {
      many.getMatrixAt(i, own);
      treeShade[k].setMatrixAt(i, own.premultiply(onto(foot, sun)));
    });
    treeShade[k].count = many.count;
    treeShade[k].instanceMatrix.needsUpdate = true;
  });
}

/** What slides points against the sun to the plane of the ground at a foot, just above it. */
function onto(foot, sun) {
  const normal = groundNormal(foot);
  const steep = Math.max(LEAST_SINE, normal.dot(sun));
  const high = normal.dot(foot);
  const row = (k) => [...normal.toArray().map((n, at) => (at === k ? 1 : 0) - (sun.getComponent(k) * n) / steep),
    (sun.getComponent(k) * high) / steep + (k === 2 ? SHADE_LIFT_M + (relief ? OVER_M : 0) : 0)];
  return new THREE.Matrix4().set(...row(0), ...row(1), ...row(2), 0, 0, 0, 1);
}

/** Trees; without them where hours of sun are shown, for which they do not count. */
function showTrees() {
  const found = choice.trees && heatDay() < 0 ? present("bomen") : [];
  const planned = data.rollen.indexOf("boom_nieuw");
  const place = new THREE.Matrix4();
  found.forEach(({ item }, i) => {
    const [x, y, z, wide, high, bare, role] = data.bomen[item];
    crowns.setMatrixAt(i, place.makeScale(wide / 2, wide / 2, (high - bare) / 2).setPosition(x, y, z + (high + bare) / 2));
    stems.setMatrixAt(i, place.makeScale(0.18, 0.18, bare + 0.5).setPosition(x, y, z + bare / 2));
    const greens = role === planned ? data.kleuren.bomen : data.kleuren.bomen_stil;
    crowns.setColorAt(i, new THREE.Color(greens[item % greens.length]));
  });
  for (const many of [crowns, stems]) {
    many.count = found.length;
    many.instanceMatrix.needsUpdate = true;
  }
  planted = found.map(({ item }) => new THREE.Vector3(...data.bomen[item].slice(0, 3)));
  if (crowns.instanceColor) crowns.instanceColor.needsUpdate = true;
}

/** Light and shade of the moment that is chosen; without one: light from where the first moment has the sun. */
function showSun() {
  const asked = choice.moment < 0 ? null : data.momenten[choice.moment].zon;
  const sun = asked ?? data.momenten.find((m) => m.zon)?.zon ?? [-0.35, -0.74, 0.57];
  sunLight.position.set(...sun).multiplyScalar(3 * half).add(sunLight.target.position);
  const cast = asked !== null && heatDay() < 0;
  sunLight.castShadow = cast;
  for (const one of treeShade) one.visible = cast;
  shade.visible = cast && !relief;
  if (reliefShade) reliefShade.visible = cast;
  shade.matrix.set(1, 0, -sun[0] / sun[2], 0, 0, 1, -sun[1] / sun[2], 0, 0, 0, 0, SHADE_LIFT_M, 0, 0, 0, 1);
  if (cast) showTreeShade(new THREE.Vector3(...sun));
  renderer.shadowMap.needsUpdate = true;
}

/** The mass under a point of the canvas (pixels of the page); null when there is none. */
function massAt(x, y) {
  const box = canvas.getBoundingClientRect();
  const point = new THREE.Vector2((2 * (x - box.left)) / box.width - 1, 1 - (2 * (y - box.top)) / box.height);
  const ray = new THREE.Raycaster();
  ray.setFromCamera(point, camera);
  const hit = ray.intersectObject(bodies)[0];
  return hit ? shownBodies[bodyOwner[hit.faceIndex]].item : null;
}
