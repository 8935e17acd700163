// Shapes that are made anew with each state: normals of soft surfaces, tubes of threads. Vertices as meshes have them:
// place, normal, finish (brightness, metalness, roughness).
import { add, cross, dot, sub, unit } from './matrix.js';

const VERTEX = 9;
const CORNERS = 8;
const SOFT_FINISH = [1, 0, 0.45];
const STRAND_FINISH = [1, 0, 0.55];

export function softVertices(points, indices) {
  const normals = new Float32Array(points.length);
  for (let i = 0; i < indices.length; i += 3) addFace(normals, points, 3 * indices[i], 3 * indices[i + 1], 3 * indices[i + 2]);
  const vertices = new Float32Array(points.length / 3 * VERTEX);
  for (let i = 0, at = 0; i < points.length; i += 3, at += VERTEX) {
    const n = Math.hypot(normals[i], normals[i + 1], normals[i + 2]) || 1;
    vertices.set([points[i], points[i + 1], points[i + 2], normals[i] / n, normals[i + 1] / n, normals[i + 2] / n, ...SOFT_FINISH], at);
  }
  return vertices;
}

// The cross product's length is twice the face's area, so that large faces count for more.
function addFace(normals, p, a, b, c) {
  const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
  const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
  const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
  for (const corner of [a, b, c]) {
    normals[corner] += nx;
    normals[corner + 1] += ny;
    normals[corner + 2] += nz;
  }
}

// A ring of corners about each point, its frame carried along the thread so that the tube does not twist.
export function tube(points, radius) {
  const count = points.length / 3;
  const vertices = new Float32Array(count * CORNERS * VERTEX);
  const indices = new Uint32Array((count - 1) * CORNERS * 6);
  const point = i => points.subarray(3 * i, 3 * i + 3);
  let side = [0, 0, 1];
  for (let i = 0; i < count; i++) {
    const along = unit(sub(point(Math.min(count - 1, i + 1)), point(Math.max(0, i - 1))));
    side = square(side, along);
    const other = cross(along, side);
    for (let j = 0; j < CORNERS; j++) {
      const turn = 2 * Math.PI * j / CORNERS;
      const n = add(side.map(x => x * Math.cos(turn)), other, Math.sin(turn));
      vertices.set([...add(point(i), n, radius), ...n, ...STRAND_FINISH], (i * CORNERS + j) * VERTEX);
    }
  }
  for (let i = 0, at = 0; i + 1 < count; i++) {
    for (let j = 0; j < CORNERS; j++, at += 6) {
      const [a, b] = [i * CORNERS + j, i * CORNERS + (j + 1) % CORNERS];
      indices.set([a, b, b + CORNERS, a, b + CORNERS, a + CORNERS], at);
    }
  }
  return { vertices, indices };
}

function square(side, along) {
  const left = add(side, along, -dot(side, along));
  return Math.hypot(...left) > 1e-6 ? unit(left) : unit(cross(along, Math.abs(along[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0]));
}
