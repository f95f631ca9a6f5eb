// Pictures drawn beforehand, for a device that cannot draw in 3D: one fase and viewpoint at a time, as planned.
const plates = document.getElementById("platen");
const hasPlates = plates.querySelector("figure") !== null;

/** Take the place of the picture in 3D; what only that can do is left out. */
function showFlat() {
  document.documentElement.dataset.plat = "1";
  choice.moment = 0;
  plates.tabIndex = 0;
  plates.setAttribute("role", "group");
  showFlatWords();
}

function showFlatWords() {
  const asked = document.documentElement.dataset.plat === "1";
  el("geen_3d").hidden = !asked || hasPlates;
  el("plat_uitleg").hidden = !asked || !hasPlates;
  if (!asked) return;
  el("kop_gezichten").hidden = !hasPlates;
  el("geen_3d").textContent = words.geen_3d;
  el("plat_uitleg").textContent = words.plat_uitleg;
  plates.setAttribute("aria-label", words.platen);
}

function showView(place) {
  choice.view = place;
  changed({ things: false });
}

/** The picture of the fase and viewpoint that are chosen, and no other. */
function showPlate() {
  const name = `plaat${choice.fase}-${choice.view}`;
  for (const one of plates.querySelectorAll("figure")) one.classList.toggle("nu", one.id === name);
  [...el("gezichten").children].forEach((one, place) => one.setAttribute("aria-pressed", place === choice.view));
}
