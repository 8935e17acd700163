// Draws a state of the scene.
import { softVertices, tube } from './geometry.js';
import { Program, Shape, ShadowMap } from './gl.js';
import { IDENTITY, multiply, ofPose, orthographic, unit, view } from './matrix.js';
import { colourOf } from './palette.js';
import { FRAGMENT, SHADOW_FRAGMENT, SHADOW_VERTEX, VERTEX } from './shaders.js';

const TO_LAMP = unit([-0.35, -0.25, 1]);
const LAMP = multiply(orthographic(0.12, 0.05, 0.55), view(TO_LAMP.map(x => 0.3 * x), TO_LAMP.map(x => -x), [0, 1, 0]));
const BACKGROUND = 0;
const SKY = [0.05, 0.065, 0.08, 1];

export class Painter {
  #gl;
  #program;
  #shadow;
  #map;
  #rigid = new WeakMap();
  #soft = [];
  #strands = [];

  constructor(canvas) {
    const gl = canvas.getContext('webgl2', { antialias: true });
    if (!gl) throw new Error('This browser has no WebGL 2; the scene cannot be drawn here.');
    this.#gl = gl;
    this.#program = new Program(gl, VERTEX, FRAGMENT);
    this.#shadow = new Program(gl, SHADOW_VERTEX, SHADOW_FRAGMENT);
    this.#map = new ShadowMap(gl, 2048);
    gl.enable(gl.DEPTH_TEST);
    gl.clearColor(...SKY);
  }

  // `seen`: contents of a state of `scene`. `eye`: { place, view, lens }. With `labels` each class has one colour.
  draw(scene, seen, eye, labels) {
    const gl = this.#gl;
    const things = this.#things(scene, seen);
    this.#map.begin();
    this.#shadow.use();
    this.#shadow.set('uLamp', LAMP);
    for (const { shape, pose } of things) { this.#shadow.set('uPose', pose); shape.draw(); }
    this.#map.end();

    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    const program = this.#program;
    program.use();
    for (const [name, value] of Object.entries({
      uView: eye.view, uLens: eye.lens, uLamp: LAMP, uEye: eye.place, uToLamp: TO_LAMP, uFlat: labels, uShadow: 0,
    })) program.set(name, value);
    for (const { shape, pose, colour, label } of things) {
      program.set('uPose', pose);
      program.set('uColour', labels ? colourOf(label) : colour);
      program.set('uFlesh', label === BACKGROUND);
      shape.draw();
    }
  }

  // A scene's shapes leave the card with its last state.
  forget(scene) {
    for (const mesh of scene.meshes.values()) {
      this.#rigid.get(mesh)?.free();
      this.#rigid.delete(mesh);
    }
  }

  #things({ meshes }, { parts, softs, strands }) {
    return [
      ...parts.map(part => ({ ...part, shape: this.#rigidShape(meshes.get(part.mesh)), pose: ofPose(part.pose) })),
      ...softs.map((soft, i) => ({ ...soft, shape: this.#softShape(i, soft, meshes.get(soft.mesh)), pose: IDENTITY })),
      ...strands.filter(s => s.points.length > 3).map((strand, i) => ({ ...strand, shape: this.#strandShape(i, strand), pose: IDENTITY })),
    ];
  }

  #rigidShape(mesh) {
    if (!this.#rigid.has(mesh)) this.#rigid.set(mesh, new Shape(this.#gl).fill(mesh.vertices, mesh.indices));
    return this.#rigid.get(mesh);
  }

  #softShape(i, soft, mesh) {
    const kept = this.#soft[i] ??= { shape: new Shape(this.#gl), mesh: null };
    kept.shape.fill(softVertices(soft.points, mesh.indices), kept.mesh === mesh ? null : mesh.indices);
    kept.mesh = mesh;
    return kept.shape;
  }

  #strandShape(i, strand) {
    const { vertices, indices } = tube(strand.points, strand.radius);
    return (this.#strands[i] ??= new Shape(this.#gl)).fill(vertices, indices);
  }
}
