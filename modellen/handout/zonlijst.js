// Sun hours in words: a row per hof, the norm as a sentence, the days to show in the picture.
const dayText = (day) => `${day.dag} ${words.maanden[day.maand - 1]}`;
const share = (part, decimals = 1) => `${number(100 * part, decimals)}\u00a0%`;
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function showSunHours() {
  const { dagen, norm, stap_min } = data.zonuren;
  const day = Math.max(0, choice.heat);
  const hoven = data.zonuren.per_fase[choice.fase].hoven;
  el("zon_norm").textContent = filled(words.zon_norm, {
    dag: dayText(norm), uren: number(norm.uren), deel: share(norm.deel, 0), naam: norm.naam,
  });
  el("zon_stand").textContent = hoven.length === 0 ? words.geen_hoven : filled(words.zon_stand, {
    goed: hoven.filter((hof) => hof.voldoet).length, alle: hoven.length,
  });
  el("zon_los").hidden = sunHolds();
  el("zon_hoven").replaceChildren(...hoven.map((hof) => sunRow(hof, day)));
  el("zon_uitleg").replaceChildren(
    made("p", filled(words.zon_uitleg, { stap: number(stap_min), raster: number(data.zonuren.raster_m) })),
    made("p", `${norm.naam} (${norm.status}): ${norm.regels}. ${words.indicatief}`));
  el("kop_zonuren").hidden = data.zonuren.per_fase.every((fase) => fase.hoven.length === 0);
  const days = dagen.map((one, place) => [place, dayText(one)]);
  fill(el("zonuren"), [[-1, words.geen_zonuren], ...days], choice.heat, (value) => {
    choice.heat = Number(value);
    changed({ names: false });
  });
}

function sunRow(hof, day) {
  const row = made("li", "");
  const verdict = made("span", "", { class: hof.voldoet ? "oordeel goed" : "oordeel niet" });
  verdict.append(made("b", hof.voldoet ? words.voldoet : words.voldoet_niet), ` ${share(hof.deel)}`);
  const mean = filled(words.zon_gemiddeld, {
    uren: number(hof.gemiddeld_h[day], 1), dag: dayText(data.zonuren.dagen[day]),
  });
  row.append(made("span", hof.naam, { class: "naam" }), verdict, made("span", mean, { class: "gemiddeld" }));
  return row;
}

/** Classes of sun hours for the legend. */
function heatRows() {
  const from = data.kleuren.warmte_h;
  return data.kleuren.warmte.map((colour, place) => {
    const text = place + 1 < from.length ? `${number(from[place])}–${number(from[place + 1])}` : `≥ ${number(from[place])}`;
    return [colour, `${text} ${words.uur_zon}`, "vak"];
  });
}
