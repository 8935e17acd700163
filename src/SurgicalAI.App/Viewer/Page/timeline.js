// The states that are known, and which one is shown. Of a running simulation the last two episodes are kept.
const BUDGET_BYTES = 300e6;

export class Timeline {
  #frames = [];
  #scenes = [];
  #bytes = 0;
  #endS = 0;
  #at = -1;
  #clockS = 0;
  #live;
  follows;
  onForget = () => {};

  constructor(live) { this.#live = this.follows = live; }

  get length() { return this.#frames.length; }
  get index() { return this.#at; }
  get frame() { return this.#frames[this.#at] ?? null; }
  get atEnd() { return this.#at === this.#frames.length - 1; }

  addScene(scene) {
    this.#scenes.push(scene);
    if (this.#live && this.#scenes.length > 2) this.#drop(this.#scenes.shift());
  }

  // A state's clock runs on over episodes, so that playing needs no regard for where one ends.
  add(frame) {
    const last = this.#frames.at(-1);
    const stepS = frame.scene.header.step_s;
    const sinceS = last?.scene === frame.scene ? (frame.step - last.step) * stepS : 0.03;
    this.#endS += Math.max(0, last ? sinceS : 0);
    this.#frames.push({ ...frame, clockS: this.#endS });
    this.#bytes += frame.body.byteLength;
    if (this.#live && this.#bytes > BUDGET_BYTES) this.#dropFirst(Math.ceil(this.#frames.length / 4));
    if (this.follows) this.seek(this.#frames.length - 1, true);
    else if (this.#at < 0) this.seek(0, false);
  }

  seek(index, follow = false) {
    this.#at = Math.min(this.#frames.length - 1, Math.max(0, index));
    this.#clockS = this.frame?.clockS ?? 0;
    this.follows = follow;
  }

  // Moves on by some time; true while there is more to show.
  advance(timeS) {
    this.#clockS += timeS;
    while (!this.atEnd && this.#frames[this.#at + 1].clockS <= this.#clockS) this.#at++;
    if (this.atEnd) this.#clockS = this.frame?.clockS ?? 0;
    return !this.atEnd;
  }

  // Simulated time per real time over the newest states, as they came in.
  pace(windowMs) {
    const last = this.#frames.at(-1);
    const first = this.#frames.findLast(f => f.cameMs < last?.cameMs - windowMs) ?? this.#frames[0];
    return last && last !== first ? (last.clockS - first.clockS) * 1000 / (last.cameMs - first.cameMs) : 0;
  }

  #drop(scene) {
    const kept = this.#frames.findIndex(frame => frame.scene !== scene);
    this.#dropFirst(kept < 0 ? this.#frames.length : kept);
    this.onForget(scene);
  }

  #dropFirst(count) {
    for (const frame of this.#frames.splice(0, count)) this.#bytes -= frame.body.byteLength;
    this.#at = Math.max(Math.min(0, this.#frames.length - 1), this.#at - count);
  }
}
