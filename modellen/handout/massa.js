// Meshes as they lie in the file, and the arrays a picture is drawn from.
function bytes(text) {
  const raw = atob(text);
  const found = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) found[i] = raw.charCodeAt(i);
  return found;
}

/** The meshes of one kind, unpacked once: loose corners and normals of all triangles, loose ends of all lines, metres,
 * and for each mesh the number of its first triangle and line. */
function unpacked(pack) {
  const starts = [[0, 0, 0]];
  pack.n.forEach((own, i) => starts.push(own.map((count, k) => starts[i][k] + count)));
  const xyz = Float32Array.from(new Int16Array(bytes(pack.xyz).buffer), (steps) => steps * pack.step_m);
  const position = loose(xyz, new Uint16Array(bytes(pack.tri).buffer), starts, 1, 3);
  const ends = loose(xyz, new Uint16Array(bytes(pack.line).buffer), starts, 2, 2);
  return { starts, position, normal: normals(position), ends, tag: bytes(pack.tag), kind: bytes(pack.kind) };
}

/** Points by their number within a mesh, written out one by one; `column`: which count of `starts`, `corners` a piece. */
function loose(xyz, index, starts, column, corners) {
  const found = new Float32Array(3 * index.length);
  for (let item = 0; item + 1 < starts.length; item++) {
    const first = starts[item][0];
    for (let i = corners * starts[item][column]; i < corners * starts[item + 1][column]; i++) {
      const from = 3 * (first + index[i]);
      for (let k = 0; k < 3; k++) found[3 * i + k] = xyz[from + k];
    }
  }
  return found;
}

/** The flat normal of each triangle, at each of its corners. */
function normals(p) {
  const found = new Float32Array(p.length);
  for (let at = 0; at < p.length; at += 9) {
    const [ax, ay, az] = [p[at + 3] - p[at], p[at + 4] - p[at + 1], p[at + 5] - p[at + 2]];
    const [bx, by, bz] = [p[at + 6] - p[at], p[at + 7] - p[at + 1], p[at + 8] - p[at + 2]];
    const n = [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
    const size = Math.hypot(...n) || 1;
    for (let k = 0; k < 9; k++) found[at + k] = n[k % 3] / size;
  }
  return found;
}

const meshes = Object.fromEntries(["massas", "gesloopt", "vlakken", "lijnen"].map((kind) => [kind, unpacked(data[kind])]));

/** Triangles of many meshes with their colours; `owner`: place in `items` per triangle. */
function triangles(pack, items, colourOf) {
  const count = items.reduce((sum, { item }) => sum + pack.starts[item + 1][1] - pack.starts[item][1], 0);
  const made = {
    position: new Float32Array(9 * count), normal: new Float32Array(9 * count), color: new Float32Array(9 * count),
    owner: new Uint16Array(count),
  };
  let at = 0;
  items.forEach((one, place) => {
    const [first, last] = [pack.starts[one.item][1], pack.starts[one.item + 1][1]];
    for (const name of ["position", "normal"]) made[name].set(pack[name].subarray(9 * first, 9 * last), 9 * at);
    made.owner.fill(place, at, at + last - first);
    for (let t = first; t < last; t++, at++) {
      const colour = colourOf(one, pack.tag[t]);
      for (let k = 0; k < 9; k += 3) made.color.set(colour, 9 * at + k);
    }
  });
  return made;
}

/** Lines of many meshes that `wanted(one, kind)` lets through, as loose ends. */
function segments(pack, items, wanted) {
  const found = [];
  for (const one of items) {
    for (let s = pack.starts[one.item][2]; s < pack.starts[one.item + 1][2]; s++) {
      if (wanted(one, pack.kind[s])) found.push(pack.ends.subarray(6 * s, 6 * s + 6));
    }
  }
  const made = new Float32Array(6 * found.length);
  found.forEach((ends, i) => made.set(ends, 6 * i));
  return made;
}
