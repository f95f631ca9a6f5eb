// Where the reader looks from, and the names in the picture.
const controls = renderer && new THREE.OrbitControls(camera, canvas);
const rad = (deg) => (deg * Math.PI) / 180;
const EYE_M = 1.6;
const FLIGHT_MS = 700;
const labelBox = document.getElementById("namen");
const needle = document.querySelector("#noord svg");
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
/** Below this elevation walls stand before names; who is hidden is looked up once the picture is at rest. */
const LOW_DEG = 20;
const REST_MS = 160;
let asked = 0;
let moved = 0;
let resting = 0;

/** The viewpoint as numbers: looked at, distance, azimuth looked from and elevation in degrees. */
function viewNow() {
  const away = camera.position.clone().sub(controls.target);
  const d = away.length();
  return {
    x: controls.target.x, y: controls.target.y, z: controls.target.z, d,
    az: (Math.atan2(away.x, away.y) * 180) / Math.PI, el: (Math.asin(away.z / d) * 180) / Math.PI,
  };
}

function look(view) {
  const [az, el] = [rad(view.az), rad(Math.min(89.9, view.el))];
  moved = performance.now();
  controls.target.set(view.x, view.y, view.z);
  camera.position.set(
    view.x + view.d * Math.cos(el) * Math.sin(az), view.y + view.d * Math.cos(el) * Math.cos(az),
    view.z + view.d * Math.sin(el));
  controls.update();
  draw();
}

/** Fly to a viewpoint, or be there at once where movement is not wanted. */
function fly(goal) {
  el("wat").hidden = true;
  const from = viewNow();
  const turn = ((((goal.az - from.az) % 360) + 540) % 360) - 180;
  const start = performance.now();
  const step = (now) => {
    const share = still ? 1 : Math.min(1, (now - start) / FLIGHT_MS);
    const eased = share * share * (3 - 2 * share);
    const mix = (name) => from[name] + (goal[name] - from[name]) * eased;
    look({ x: mix("x"), y: mix("y"), z: mix("z"), d: mix("d"), az: from.az + turn * eased, el: mix("el") });
    if (share < 1) requestAnimationFrame(step);
  };
  step(still ? start + FLIGHT_MS : start);
}

/** Ask for one frame. */
function draw() {
  if (renderer && !asked) asked = requestAnimationFrame(frame);
}

function frame() {
  asked = 0;
  camera.position.z = Math.max(camera.position.z, groundAt(camera.position.x, camera.position.y) + EYE_M);
  const d = camera.position.distanceTo(controls.target);
  camera.near = Math.max(0.4, d / 200);
  camera.updateProjectionMatrix();
  scene.fog.near = d + 1.5 * half;
  scene.fog.far = d + 5 * half;
  renderer.render(scene, camera);
  placeNames();
  needle.style.transform = `rotate(${viewNow().az + 180}deg)`;
}

function resized() {
  if (document.documentElement.classList.contains("druk")) return;
  sized(Math.min(2, window.devicePixelRatio));
  draw();
}

/** Fit the picture to its place, `dots` to a pixel of the page: as wide as on a laptop when it is higher than wide. */
function sized(dots) {
  const { clientWidth: wide, clientHeight: high } = stage;
  const room = Math.min(2, Math.max(1, (1.25 * high) / wide));
  renderer.setPixelRatio(dots);
  renderer.setSize(wide, high, false);
  camera.aspect = wide / high;
  camera.fov = (2 * Math.atan(room * Math.tan(rad(FOV_DEG / 2))) * 180) / Math.PI;
}

let labels = [];

/** The names of the choice as it is now, the important ones first. */
function showNames() {
  labels = (choice.names ? present("namen") : [])
    .map(({ item }) => data.namen[item])
    .sort((a, b) => a[5] - b[5])
    .map(([text, x, y, z, kind]) => {
      const tag = document.createElement("span");
      tag.textContent = text;
      tag.className = kind;
      return { tag, at: new THREE.Vector3(x, y, z + 3) };
    });
  labelBox.replaceChildren(...labels.map((one) => one.tag));
  for (const one of labels) one.size = [one.tag.offsetWidth, one.tag.offsetHeight];
}

/** What lies over the picture: title, buttons, legend. */
function occupied() {
  const box = stage.getBoundingClientRect();
  return ["header", "#knoppen", "#legenda"].map((name) => {
    const own = stage.querySelector(name).getBoundingClientRect();
    return [own.left - box.left, own.top - box.top, own.right - box.left, own.bottom - box.top];
  });
}

/** Whether a mass stands between the camera and a point. */
function isHidden(at) {
  const way = at.clone().sub(camera.position);
  const ray = new THREE.Raycaster(camera.position, way.clone().normalize(), camera.near, way.length());
  return ray.intersectObject(bodies).length > 0;
}

/** Put each name at its place; one that would lie over a more important one is left out. */
function placeNames() {
  const { clientWidth: wide, clientHeight: high } = stage;
  const taken = occupied();
  const low = viewNow().el < LOW_DEG;
  const waiting = low && performance.now() - moved < REST_MS;
  clearTimeout(resting);
  if (waiting) resting = setTimeout(draw, REST_MS);
  for (const { tag, at, size } of labels) {
    const p = at.clone().project(camera);
    const [x, y] = [((p.x + 1) / 2) * wide, ((1 - p.y) / 2) * high];
    const box = [x - size[0] / 2 - 4, y - size[1] - 2, x + size[0] / 2 + 4, y + 2];
    const seen = p.z < 1 && box[0] > 0 && box[2] < wide && box[1] > 0 && box[3] < high;
    const free = taken.every((o) => box[2] < o[0] || box[0] > o[2] || box[3] < o[1] || box[1] > o[3]);
    const shown = seen && free && !waiting && !(low && isHidden(at));
    tag.style.visibility = shown ? "visible" : "hidden";
    if (!shown) continue;
    taken.push(box);
    tag.style.transform = `translate(${(x - size[0] / 2).toFixed(1)}px, ${(y - size[1]).toFixed(1)}px)`;
  }
}
