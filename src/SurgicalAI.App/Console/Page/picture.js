// The live picture. It is read by hand rather than by <img>, so that each picture comes with its capture time.
import { parts } from './multipart.js';

const LATE_MS = 100;
const OLD_MS = 500;
const RETRY_MS = 500;

export class PictureView {
  #path;
  #serverNowMs;
  #canvas = document.getElementById('picture');
  #frame = document.getElementById('frame');
  #age = document.getElementById('age');
  #abort = null;
  #waiting = null;
  #decoding = false;
  #originMs = 0;
  #size = '';

  constructor(path, serverNowMs) {
    this.#path = path;
    this.#serverNowMs = serverNowMs;
    setInterval(() => this.#showAge(), 100);
  }

  open() { this.#run(this.#abort = new AbortController()); }

  close() { this.#abort?.abort(); }

  isOld() { return !(this.#ageMs() <= OLD_MS); }

  #ageMs() { return this.#originMs ? Math.max(0, this.#serverNowMs() - this.#originMs) : NaN; }

  async #run(abort) {
    while (!abort.signal.aborted) {
      try {
        const answer = await fetch(this.#path, { signal: abort.signal, cache: 'no-store' });
        for await (const part of parts(answer.body)) this.#offer(part);
      } catch {
        // Gone or aborted; the age tells the operator, and the loop tries again.
      }
      await new Promise(next => setTimeout(next, RETRY_MS));
    }
  }

  // Only the newest picture waits for the decoder.
  async #offer(part) {
    this.#waiting = part;
    if (this.#decoding) return;
    this.#decoding = true;
    while (this.#waiting) {
      const newest = this.#waiting;
      this.#waiting = null;
      await this.#draw(newest).catch(() => {});
    }
    this.#decoding = false;
  }

  async #draw({ headers, bytes }) {
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
    const size = `${image.width} × ${image.height}`;
    if (this.#size !== size) {
      this.#size = size;
      this.#canvas.width = image.width;
      this.#canvas.height = image.height;
      document.getElementById('picture-size').textContent = size;
    }
    this.#canvas.getContext('2d').drawImage(image, 0, 0);
    image.close();
    this.#originMs = Number(headers.get('x-origin-ns')) / 1e6;
    this.#canvas.dataset.sequence = headers.get('x-sequence');
    document.getElementById('blank').hidden = true;
  }

  #showAge() {
    const ageMs = this.#ageMs();
    const word = Number.isNaN(ageMs) ? 'none' : ageMs > OLD_MS ? 'old' : ageMs > LATE_MS ? 'late' : 'fresh';
    this.#age.dataset.age = word;
    this.#age.textContent = word === 'none' ? 'no picture' : ageMs < 1000 ? `${Math.round(ageMs)} ms old` : `${(ageMs / 1000).toFixed(1)} s old`;
    document.getElementById('old').hidden = word !== 'old';
    this.#frame.classList.toggle('old', word === 'old');
  }
}
