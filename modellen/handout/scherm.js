// Buttons, lists and figures; every change goes through `changed`.
const el = (id) => document.getElementById(id);
let language = data.start.taal;
let words = data.woorden[language];

function made(tag, text, attributes = {}) {
  const found = document.createElement(tag);
  found.textContent = text;
  for (const [name, value] of Object.entries(attributes)) found.setAttribute(name, value);
  return found;
}

function button(text, action, attributes = {}) {
  const found = made("button", text, { type: "button", ...attributes });
  found.addEventListener("click", action);
  return found;
}

const number = (value, decimals = 0) =>
  new Intl.NumberFormat(language === "nl" ? "nl-NL" : "en-GB", {
    minimumFractionDigits: decimals, maximumFractionDigits: decimals,
  }).format(value).replace("-", "−");
const signed = (value, decimals) => {
  const text = number(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text.replace(/^−(?=[0.,]*$)/, "");
};
const figureName = (figure) => words.figuren[figure.id] ?? figure.naam;

/** After any choice: picture, figures and buttons follow. */
function changed({ things = true, sun = false, names = things, from = null } = {}) {
  if (renderer) {
    if (from) showThings(() => move(from, showNames));
    else if (things) showThings();
    if (things || sun) showSun();
    if (names) showNames();
    draw();
  } else showPlate();
  showFasen();
  showDoors();
  showFigures();
  showSunHours();
  showLegend();
  el("wat").hidden = true;
}

function setFase(place) {
  const from = renderer && !still ? standing() : null;
  choice.fase = Math.max(0, Math.min(data.fasen.length - 1, place));
  changed({ from });
  const figure = data.figuren[0];
  el("melding").textContent =
    `${data.fasen[choice.fase].naam}: ${figureName(figure)} ${shown(figure, valueNow(figure.id))}`;
}

const shown = (figure, value) =>
  value === null ? "?" : `${number(value, figure.decimalen)}${figure.eenheid ? ` ${figure.eenheid}` : ""}`;

function showFasen() {
  const now = data.fasen[choice.fase];
  el("nu").textContent = [now.naam, now.jaren, pictureText()].filter(Boolean).join(" · ");
  el("kort").textContent = data.figuren.slice(0, 2).map((f) => `${figureName(f)} ${shown(f, valueNow(f.id))}`).join(" · ");
  el("omschrijving").textContent = now.omschrijving;
  const own = byHand();
  el("gezet").textContent = own;
  el("gezet").hidden = !own;
  [...el("fasen").children].forEach((one, place) => one.setAttribute("aria-pressed", place === choice.fase));
}

/** What the reader set otherwise than the fase has it, in words. */
function byHand() {
  const doors = data.doorsteken.flatMap((door, place) =>
    choice.forced[place] === null ? [] : [`${door.naam} ${choice.forced[place] ? words.open : words.dicht}`]);
  if (choice.profile >= 0) doors.push(`${words.profiel} ${data.profielen[choice.profile]}`);
  return doors.length ? `${words.zelf_gezet}: ${doors.join(", ")}` : "";
}

/** What light the picture shows: hours of sun on a day, or sun and shade of a moment. */
function pictureText() {
  const day = heatDay();
  return day < 0 ? momentText(choice.moment) : `${words.zonuren} ${dayText(data.zonuren.dagen[day])}`;
}

function momentText(place) {
  if (place < 0) return words.zonder_schaduw;
  const m = data.momenten[place];
  return `${m.dag} ${words.maanden[m.maand - 1]} ${m.tijd}${m.zon ? "" : ` (${words.te_laag})`}`;
}

function showFigures() {
  el("tellend").textContent = words.tellend.replace("{fase}", data.fasen[0].naam);
  const open = new Set([...el("cijfers").querySelectorAll("details[open]")].map((one) => one.dataset.id));
  el("cijfers").replaceChildren(...data.figuren.map((figure) => figureRow(figure, open.has(figure.id))));
  const values = data.per_functie.map((name) => valueNow(name) ?? 0);
  const most = Math.max(1, ...data.fasen.flatMap((_, f) => data.per_functie.map((n) => valueIn(n, f, openSet(), -1) ?? 0)));
  el("functies").replaceChildren(...values.map((value, place) => bar(data.functies[place], value, most)));
}

function figureRow(figure, open) {
  const value = valueNow(figure.id);
  const first = valueFirst(figure.id);
  const row = made("details", "");
  row.dataset.id = figure.id;
  row.open = open;
  const head = made("summary", "");
  const name = made("span", figureName(figure), { class: "naam" });
  if (figure.aanname) name.append(" ", made("span", words.aanname, { class: "merk" }));
  const change = choice.fase > 0 && value !== null && first !== null ? `(${signed(value - first, figure.decimalen)})` : "";
  head.append(name, made("span", shown(figure, value), { class: "waarde" }), made("span", change, { class: "verschil" }));
  const told = [[words.definitie, figure.definitie], [words.bron, figure.bron], [words.aanname, figure.aanname]];
  row.append(head, ...told.filter(([, text]) => text).map(([what, text]) => made("p", `${what}: ${text}`)));
  return row;
}

function bar(functie, value, most) {
  const row = made("div", "", { class: "balk" });
  const line = made("i", "");
  line.style.width = `${(100 * value) / most}%`;
  line.style.background = data.kleuren.functie[functie];
  const track = made("span", "", { class: "spoor" });
  track.append(line);
  row.append(made("span", words.functies[functie] ?? functie), track, made("span", number(value), { class: "waarde" }));
  return row;
}

function showDoors() {
  el("doorsteken").replaceChildren(...data.doorsteken.map(doorRow));
  el("terug").hidden = choice.forced.every((one) => one === null);
  el("kop_doorsteken").hidden = data.doorsteken.length === 0;
  el("kop_profiel").hidden = data.profielen.length === 0;
}

function doorRow(door, place) {
  const row = made("label", "", { class: "vink" });
  const box = made("input", "", { type: "checkbox", id: `doorsteek${place}` });
  box.checked = isOpen(place);
  box.addEventListener("change", () => {
    choice.forced[place] = box.checked === door.open[choice.fase] ? null : box.checked;
    changed();
    el(`doorsteek${place}`).focus();
  });
  row.append(box, " ", made("span", door.naam));
  if (choice.forced[place] !== null) row.append(" ", made("span", words.gezet, { class: "merk" }));
  return row;
}

function showLegend() {
  const byUse = choice.colours === "functie";
  const roles = byUse ? ["context"] : ["nieuw", "nieuw_eerder", "bestaand_plan", "context"];
  const there = new Set(present("massas").map(roleName));
  const rows = roles.filter((role) => there.has(role)).map((role) => [data.kleuren.rol[role], words[role], "vak"]);
  const uses = byUse
    ? data.functies.filter((_, i) => valueNow(data.per_functie[i]) > 0).map((f) => [data.kleuren.functie[f], words.functies[f], "vak"])
    : [];
  if (heatDay() >= 0) rows.splice(0, rows.length, ...heatRows());
  if (present("lijnen").length > 1) rows.push([data.kleuren.later, words.later, "streep"]);
  if (choice.gone && heatDay() < 0 && present("gesloopt").length > 0) rows.push([data.kleuren.rol.gesloopt, words.gesloopt, "geest"]);
  if (heatDay() < 0 && choice.moment >= 0 && data.momenten[choice.moment].zon) rows.push(["#b9b6af", words.schaduw, "vak"]);
  el("legenda").replaceChildren(...[...uses, ...rows].map(([colour, text, kind]) => {
    const mark = made("i", "", { class: kind });
    if (kind === "geest") mark.style.borderColor = mark.style.color = colour;
    else mark.style.background = colour;
    const row = made("li", "");
    row.append(mark, text);
    return row;
  }));
}

/** Fill a list to choose from; `entries`: [value, text, disabled]. */
function fill(list, entries, now, action) {
  list.replaceChildren(...entries.map(([value, text, off]) => {
    const one = made("option", text, { value });
    one.disabled = Boolean(off);
    return one;
  }));
  list.value = String(now);
  list.onchange = () => action(list.value);
}

function showWords() {
  document.documentElement.lang = language;
  for (const one of document.querySelectorAll("[data-t]")) one.textContent = words[one.dataset.t];
  for (const id of ["noord", "dichter", "verder"]) el(id).setAttribute("aria-label", (el(id).title = words[id]));
  canvas.setAttribute("aria-label", `${words.beeld}. ${words.uitleg_toetsen}`);
  showFlatWords();
  el("taal").textContent = words.taal;
  el("taal").title = words.taal_naam;
  el("taal").setAttribute("aria-label", `${words.taal}: ${words.taal_naam}`);
  el("fasen").setAttribute("aria-label", words.fasen);
  el("fasen").replaceChildren(...data.fasen.map((fase, place) => {
    const one = button("", () => setFase(place));
    one.append(made("b", fase.naam), " ", made("span", fase.jaren));
    return one;
  }));
  if (data.terrein) el("uitleg_zon").textContent = filled(words.uitleg_zon_terrein, { bron: data.terrein.vermelding });
  el("gezichten").replaceChildren(...data.gezichten.map((view, place) => button(view.naam, () => goTo(place))));
  const moments = data.momenten.map((m, i) => [i, momentText(i), m.zon === null]);
  fill(el("moment"), [...moments, [-1, words.zonder_schaduw]], choice.moment, (value) => {
    choice.moment = Number(value);
    changed({ things: false, sun: true });
  });
  const profiles = data.profielen.map((name, i) => [i, name]);
  fill(el("profiel"), [[-1, words.volgens_fase], ...profiles], choice.profile, (value) => {
    choice.profile = Number(value);
    changed();
  });
  fill(el("kleuren"), ["maquette", "functie"].map((name) => [name, words[name]]), choice.colours, (value) => {
    choice.colours = value;
    changed({ names: false });
  });
  const foot = [words.massastudie, data.aanname && `${words.plan_aanname}: ${data.aanname}.`,
    data.bron && `${words.plan_bron}: ${data.bron}.`, data.stempel];
  el("voet").replaceChildren(...foot.filter(Boolean).map((text) => made("p", text)));
  changed({ things: false, names: false });
}

/** Name, height and provenance of the mass that is tapped. */
function tell(item) {
  const box = el("wat");
  box.hidden = item === null;
  if (item === null) return;
  const [name, layers, high, assumption, source] = data.massas.wat[item];
  const facts = `${layers} ${layers === 1 ? words.een_bouwlaag : words.bouwlagen} · ${number(high, 1)} m ${words.hoogte}`;
  box.replaceChildren(made("b", name), made("span", facts));
  if (assumption) box.append(made("span", `${words.aanname}: ${assumption}`));
  else if (source) box.append(made("span", `${words.bron}: ${source}`));
}
