// From where the scene is seen: the endoscope's own view, or freely around a point.
import { add, cross, perspective, unit, view } from './matrix.js';

const NEAR = 0.004;
const FAR = 1.5;
const FREE_TAN = Math.tan(Math.PI / 8);
const HOME = { turn: -0.55, rise: 0.55, distance: 0.2, target: [0, 0, 0.012] };
const PRESETS = {
  orbit: HOME,
  top: { ...HOME, turn: 0, rise: 1.5, distance: 0.22 },
  side: { ...HOME, turn: Math.PI / 2, rise: 0.12 },
};

export class Eye {
  #canvas;
  #at = structuredClone(HOME);
  name = 'endoscope';
  onChange = () => {};

  constructor(canvas) {
    this.#canvas = canvas;
    canvas.addEventListener('pointerdown', event => canvas.setPointerCapture(event.pointerId));
    canvas.addEventListener('pointermove', event => this.#drag(event));
    canvas.addEventListener('wheel', event => this.#approach(event), { passive: false });
    canvas.addEventListener('contextmenu', event => event.preventDefault());
  }

  choose(name) {
    this.name = name;
    if (PRESETS[name]) this.#at = structuredClone(PRESETS[name]);
    this.onChange();
  }

  // Where the eye is and how it sees a state.
  look(header, ecm) {
    return this.name === 'endoscope' ? this.#endoscope(header, ecm) : this.#free();
  }

  // The endoscope's frame: X left, Y up, Z away from the operator. Its whole picture fits into the window.
  #endoscope({ fov_rad, width_px, height_px }, ecm) {
    const tan = Math.tan(fov_rad / 2);
    const [wanted, has] = [width_px / height_px, this.#aspect()];
    const tanY = has >= wanted ? tan / wanted : tan / has;
    const place = [...ecm.subarray(9, 12)];
    return { place, view: view(place, [...ecm.subarray(6, 9)], [...ecm.subarray(3, 6)]), lens: perspective(tanY * has, tanY, NEAR, FAR) };
  }

  #free() {
    const { distance, target } = this.#at;
    const out = this.#out();
    const place = add(target, out, distance);
    return { place, view: view(place, out.map(x => -x), [0, 0, 1]), lens: perspective(FREE_TAN * this.#aspect(), FREE_TAN, NEAR, FAR) };
  }

  #out() {
    const { turn, rise } = this.#at;
    return [Math.sin(turn) * Math.cos(rise), -Math.cos(turn) * Math.cos(rise), Math.sin(rise)];
  }

  #aspect() { return this.#canvas.clientWidth / Math.max(1, this.#canvas.clientHeight); }

  #drag(event) {
    if (!event.buttons) return;
    this.#leaveEndoscope();
    const per = 1 / this.#canvas.clientHeight;
    if (event.buttons === 1 && !event.shiftKey) {
      this.#at.turn -= 4 * event.movementX * per;
      this.#at.rise = Math.min(1.55, Math.max(-0.3, this.#at.rise + 4 * event.movementY * per));
    } else {
      const out = this.#out();
      const right = unit(cross([0, 0, 1], out));
      const width = 2 * FREE_TAN * this.#at.distance * per;
      this.#at.target = add(add(this.#at.target, right, -event.movementX * width), cross(out, right), event.movementY * width);
    }
    this.onChange();
  }

  #approach(event) {
    event.preventDefault();
    this.#leaveEndoscope();
    this.#at.distance = Math.min(0.8, Math.max(0.01, this.#at.distance * Math.exp(event.deltaY * 0.001)));
    this.onChange();
  }

  #leaveEndoscope() { if (this.name === 'endoscope') this.choose('orbit'); else this.name = 'orbit'; }
}
