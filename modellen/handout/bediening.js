// Keys, fingers and buttons; then the page begins.
const TURN_DEG = 7.5;
const ZOOM = 1.2;

function nudge(change) {
  const view = viewNow();
  look({ ...view, ...change(view) });
}

const STEPS = {
  PageDown: () => setFase(choice.fase + 1),
  PageUp: () => setFase(choice.fase - 1),
};
const TURNS = {
  ArrowLeft: () => nudge((v) => ({ az: v.az + TURN_DEG })),
  ArrowRight: () => nudge((v) => ({ az: v.az - TURN_DEG })),
  ArrowUp: () => nudge((v) => ({ el: Math.min(89, v.el + TURN_DEG) })),
  ArrowDown: () => nudge((v) => ({ el: Math.max(2, v.el - TURN_DEG) })),
  "+": () => nudge((v) => ({ d: v.d / ZOOM })),
  "=": () => nudge((v) => ({ d: v.d / ZOOM })),
  "-": () => nudge((v) => ({ d: v.d * ZOOM })),
};
/** Keys on the picture; one that was drawn beforehand cannot be turned. */
const KEYS = renderer ? { ...STEPS, ...TURNS } : STEPS;

/** Look from a viewpoint of the plan. */
function goTo(place) {
  if (renderer) fly(data.gezichten[place]);
  else showView(place);
}

stage.addEventListener("keydown", (event) => {
  const place = Number(event.key) - 1;
  const action = data.gezichten[place] ? () => goTo(place) : KEYS[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey || !action) return;
  event.preventDefault();
  action();
});

function listen() {
  controls.addEventListener("change", () => {
    moved = performance.now();
    draw();
  });
  Object.assign(controls, { minDistance: 8, maxDistance: 12 * half, screenSpacePanning: false, zoomToCursor: true });
  new ResizeObserver(resized).observe(stage);
  canvas.addEventListener("webglcontextrestored", draw);
  let down = null;
  canvas.addEventListener("pointerdown", (event) => (down = [event.clientX, event.clientY]));
  canvas.addEventListener("pointerup", (event) => {
    const still = down && Math.hypot(event.clientX - down[0], event.clientY - down[1]) < 6;
    if (still) tell(massAt(event.clientX, event.clientY));
  });
  el("noord").addEventListener("click", () => fly({ ...viewNow(), az: 180 }));
  el("dichter").addEventListener("click", KEYS["+"]);
  el("verder").addEventListener("click", KEYS["-"]);
}

el("taal").addEventListener("click", () => {
  language = language === "nl" ? "en" : "nl";
  words = data.woorden[language];
  showWords();
});
el("terug").addEventListener("click", () => {
  choice.forced.fill(null);
  changed();
});
el("namen_aan").addEventListener("change", (event) => {
  choice.names = event.target.checked;
  changed({ things: false, names: true });
});
el("bomen_aan").addEventListener("change", (event) => {
  choice.trees = event.target.checked;
  changed({ names: false });
});
el("gesloopt_aan").addEventListener("change", (event) => {
  choice.gone = event.target.checked;
  changed({ names: false });
});
stage.style.background = `linear-gradient(${data.kleuren.lucht}, ${data.kleuren.horizon} 55%)`;
const start = data.gezichten[0] ?? { x: middle[0], y: middle[1], z: 0, d: 3.2 * half, az: 215, el: 35 };
if (renderer) {
  listen();
  resized();
  look(start);
} else showFlat();
showWords();
changed();
document.documentElement.dataset.ready = "1";
