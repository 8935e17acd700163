// Reads a scene stream: words of four bytes, little-endian; the layout is in docs/reference/scene-stream.md.
const HEAD_BYTES = 8;
const START = 1;
const MESH = 2;
const FRAME = 3;
const MESH_VERTEX = 9;
const POSE = 12;

// Splits a body into messages, each in memory of its own.
export async function* messages(stream) {
  const reader = stream.getReader();
  let chunks = [];
  let held = 0;
  const take = count => {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count;) {
      const piece = chunks[0].subarray(0, count - at);
      bytes.set(piece, at);
      at += piece.length;
      if (piece.length === chunks[0].length) chunks.shift(); else chunks[0] = chunks[0].subarray(piece.length);
    }
    held -= count;
    return bytes;
  };
  let head = null;
  while (true) {
    const need = head ? new DataView(head.buffer).getUint32(0, true) - HEAD_BYTES : HEAD_BYTES;
    while (held < need) {
      const { done, value } = await reader.read();
      if (done) return;
      if (value.length > 0) chunks.push(value);
      held += value.length;
    }
    const bytes = take(need);
    if (!head) { head = bytes; continue; }
    yield { kind: new DataView(head.buffer).getUint32(4, true), body: bytes.buffer };
    head = null;
  }
}

// Gathers messages into scenes and states: onScene(scene), onFrame(frame).
export class SceneReader {
  #scene = null;
  onScene = () => {};
  onFrame = () => {};

  take({ kind, body }) {
    if (kind === START) {
      this.#scene = { header: JSON.parse(new TextDecoder().decode(body)), meshes: new Map() };
      this.onScene(this.#scene);
    } else if (kind === MESH) {
      const mesh = meshOf(body);
      this.#scene.meshes.set(mesh.id, mesh);
    } else if (kind === FRAME) {
      this.onFrame(headOf(body, this.#scene));
    }
  }
}

function meshOf(body) {
  const words = new Uint32Array(body);
  const [id, flags, vertices, indices] = words;
  const end = 4 + MESH_VERTEX * vertices;
  return {
    id, twoSided: (flags & 1) !== 0, rigid: vertices > 0,
    vertices: new Float32Array(body, 16, MESH_VERTEX * vertices), indices: words.subarray(end, end + indices),
  };
}

// What is needed of every state; the rest is read when it is drawn.
function headOf(body, scene) {
  const words = new Uint32Array(body, 0, 2);
  const floats = new Float32Array(body, 8, 3);
  return {
    scene, body, step: words[0], success: (words[1] & 1) !== 0, timedOut: (words[1] & 2) !== 0,
    elapsedS: floats[0], distanceM: floats[1], speed: floats[2],
  };
}

// Everything that a state shows.
export function contents({ body }) {
  const words = new Uint32Array(body);
  const floats = new Float32Array(body);
  let at = 5;
  const word = () => words[at++];
  const some = count => floats.subarray(at, at += count);
  const kind = () => { const w = word(); return { label: w & 255, instance: w >> 8 & 255 }; };
  const list = read => Array.from({ length: word() }, read);
  return {
    ecm: some(POSE),
    parts: list(() => ({ mesh: word(), ...kind(), colour: some(3), pose: some(POSE) })),
    softs: list(() => ({ mesh: word(), ...kind(), colour: some(3), points: some(3 * word()) })),
    strands: list(() => ({ ...kind(), colour: some(3), radius: some(1)[0], points: some(3 * word()) })),
  };
}
