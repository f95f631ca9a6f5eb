// Meshes as they lie in the file, and the arrays a picture is drawn from.
function bytes(text) {
  const raw = atob(text);
  const found = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) found[i] = raw.charCodeAt(i);
  return found;
}

/** The meshes of one kind, unpacked: typed arrays, and for each mesh where its own numbers start. */
function unpacked(pack) {
  const starts = [[0, 0, 0]];
  pack.n.forEach((own, i) => starts.push(own.map((count, k) => starts[i][k] + count)));
  return {
    step: pack.step_m,
    starts,
    xyz: new Int16Array(bytes(pack.xyz).buffer),
    tri: new Uint16Array(bytes(pack.tri).buffer),
    tag: bytes(pack.tag),
    line: new Uint16Array(bytes(pack.line).buffer),
    kind: bytes(pack.kind),
  };
}

const meshes = { massas: unpacked(data.massas), vlakken: unpacked(data.vlakken), lijnen: unpacked(data.lijnen) };

/** Write corner `index` of mesh `item` to `out` at `at`, metres. */
function corner(pack, item, index, out, at) {
  const from = 3 * (pack.starts[item][0] + index);
  for (let k = 0; k < 3; k++) out[at + k] = pack.xyz[from + k] * pack.step;
}

/** Triangles of many meshes as loose corners with flat normals and colours; `owner`: place in `items` per triangle. */
function triangles(pack, items, colourOf) {
  const count = items.reduce((sum, { item }) => sum + pack.starts[item + 1][1] - pack.starts[item][1], 0);
  const made = {
    position: new Float32Array(9 * count), normal: new Float32Array(9 * count), color: new Float32Array(9 * count),
    owner: new Uint16Array(count),
  };
  let at = 0;
  items.forEach((one, place) => {
    for (let t = pack.starts[one.item][1]; t < pack.starts[one.item + 1][1]; t++, at++) {
      for (let k = 0; k < 3; k++) corner(pack, one.item, pack.tri[3 * t + k], made.position, 9 * at + 3 * k);
      const normal = flatNormal(made.position, 9 * at);
      const colour = colourOf(one, pack.tag[t]);
      for (let k = 0; k < 9; k++) {
        made.normal[9 * at + k] = normal[k % 3];
        made.color[9 * at + k] = colour[k % 3];
      }
      made.owner[at] = place;
    }
  });
  return made;
}

function flatNormal(p, at) {
  const [ax, ay, az] = [p[at + 3] - p[at], p[at + 4] - p[at + 1], p[at + 5] - p[at + 2]];
  const [bx, by, bz] = [p[at + 6] - p[at], p[at + 7] - p[at + 1], p[at + 8] - p[at + 2]];
  const n = [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
  const size = Math.hypot(...n) || 1;
  return n.map((value) => value / size);
}

/** Lines of many meshes that `wanted(one, kind)` lets through, as loose ends. */
function segments(pack, items, wanted) {
  const found = [];
  const ends = [0, 0, 0, 0, 0, 0];
  for (const one of items) {
    for (let s = pack.starts[one.item][2]; s < pack.starts[one.item + 1][2]; s++) {
      if (!wanted(one, pack.kind[s])) continue;
      corner(pack, one.item, pack.line[2 * s], ends, 0);
      corner(pack, one.item, pack.line[2 * s + 1], ends, 3);
      found.push(...ends);
    }
  }
  return new Float32Array(found);
}
