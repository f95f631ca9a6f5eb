// From one fase to the next: what goes sinks into the ground, what comes rises from it.
const MOVE_MS = 900;
const LOW = 0.001;
/** A frame that takes longer: shade on walls and roofs waits until all is still. That on the ground costs next to nothing. */
const SLOW_MS = 60;
const moving = [false, true].map(() => {
  const mesh = added(new THREE.Mesh(empty(), lit()), 2);
  mesh.castShadow = mesh.receiveShadow = true;
  mesh.visible = false;
  return mesh;
});
const movingShade = moving.map(() => {
  const mesh = added(new THREE.Mesh(empty(), shade.material), 5);
  mesh.matrixAutoUpdate = mesh.visible = false;
  return mesh;
});
let movement = 0;

// On ground that is not flat each mass rises from its own foot: per corner that foot, and how high above it.
const stands = [null, null];

function footing(made, items) {
  const foot = Float32Array.from({ length: 3 * made.owner.length }, (_, at) => data.massas.voet_m[items[made.owner[Math.floor(at / 3)]].item]);
  return { foot, high: foot.map((low, at) => made.position[3 * at + 2] - low) };
}

function standOn(position, { foot, high }, share) {
  foot.forEach((low, at) => (position.array[3 * at + 2] = low + share * high[at]));
  position.needsUpdate = true;
}

/** The masses that stand now, with their colours, to move from. */
const standing = () => ({ items: shownBodies, colour: colours() });

/** A colour per mass and tag, as it is now: the choice may have changed by the time it is asked. */
function colours() {
  const roles = new Map(shownBodies.map((one) => [one.item, roleName(one)]));
  return (one, tag) => roleColour(roles.get(one.item), tag);
}

/** Show the way from what stood to what stands now; `done` once it does. */
function move(before, done) {
  const now = present("massas");
  const [was, is] = [before.items, now].map((items) => new Set(items.map((one) => one.item)));
  const sides = [[before.items.filter((one) => !is.has(one.item)), before.colour],
    [now.filter((one) => !was.has(one.item)), bodyColour]];
  showMasses(now.filter((one) => was.has(one.item)));
  sides.forEach(([items, colour], i) => {
    const made = triangles(meshes.massas, items, colour);
    put(moving[i], geometry(made));
    stands[i] = relief ? footing(made, items) : null;
    moving[i].visible = items.length > 0;
    movingShade[i].geometry = moving[i].geometry;
  });
  const own = ++movement;
  const start = performance.now();
  let last = start;
  const step = (at) => {
    if (own !== movement) return;
    const share = Math.min(1, Math.max(0, (at - start) / MOVE_MS));
    const eased = share * share * (3 - 2 * share);
    [1 - eased, eased].forEach((high, i) => grown(i, Math.max(LOW, high)));
    renderer.shadowMap.needsUpdate ||= at - last < SLOW_MS;
    last = at;
    if (share < 1) requestAnimationFrame(step);
    else {
      standStill();
      showAllMasses();
      done();
    }
    draw();
  };
  step(start);
}

/** Put what moves at a share of its height, with the shade that it casts then. */
function grown(i, high) {
  if (stands[i]) standOn(moving[i].geometry.attributes.position, stands[i], high);
  else moving[i].scale.z = high;
  movingShade[i].visible = moving[i].visible && shade.visible;
  movingShade[i].matrix.copy(shade.matrix).scale(new THREE.Vector3(1, 1, high));
}

/** End a movement that is under way. */
function standStill() {
  movement++;
  for (const mesh of [...moving, ...movingShade]) mesh.visible = false;
}
