// What the reader chose, and what is there under that choice.
const data = JSON.parse(document.getElementById("gegevens").textContent);

const choice = {
  fase: data.start.fase,
  forced: data.doorsteken.map(() => null),
  profile: -1,
  moment: data.momenten.findIndex((m) => m.zon !== null),
  colours: "maquette",
  names: true,
  trees: true,
  gone: true,
  heat: -1,
  view: 0,
};

/** Whether a doorsteek is open: forced by hand, else as the fase has it. */
const isOpen = (place) => choice.forced[place] ?? data.doorsteken[place].open[choice.fase];

/** The open doorsteken as one number: bit i is doorsteek i. */
const openSet = () => data.doorsteken.reduce((bits, _, place) => (isOpen(place) ? bits | (1 << place) : bits), 0);

/** Numbers of the things of a kind that are there now, and their places in the rows of the fase. */
function present(kind) {
  const rows = data.per_fase[choice.fase][kind];
  const bits = openSet();
  const [gone, come] = rows.p[choice.profile] ?? [[], []];
  const away = new Set(gone);
  const found = [];
  rows.i.forEach((item, place) => {
    const rule = rows.s[place];
    if (!away.has(item) && (!rule || rule[1].includes(bits & rule[0]))) found.push({ item, place });
  });
  come.forEach((item) => found.push({ item, place: -1 }));
  return found;
}

/** Place of a set of doorsteken among the sets within a mask, counted upwards. */
function within(mask, bits) {
  let place = 0;
  let step = 1;
  for (let bit = 1; bit <= mask; bit <<= 1) {
    if (mask & bit) {
      if (bits & bit) place += step;
      step <<= 1;
    }
  }
  return place;
}

/** A figure of a fase under a set of doorsteken and a choice of profile; null when it is not known. */
function valueIn(name, fase, bits, profile) {
  const own = data.per_fase[fase];
  const [mask, values] = own.waarden[name];
  const value = values[within(mask, bits)];
  return value === null ? null : value + (own.profiel[profile]?.[name] ?? 0);
}

/** A figure as it is now. */
const valueNow = (name) => valueIn(name, choice.fase, openSet(), choice.profile);

/** A figure of the first fase as the plan has it. */
const valueFirst = (name) =>
  valueIn(name, 0, data.doorsteken.reduce((bits, d, place) => (d.open[0] ? bits | (1 << place) : bits), 0), -1);
