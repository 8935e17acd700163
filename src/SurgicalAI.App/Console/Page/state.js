// Server-sent state, and the server's clock as seen from this page.
const OFFSETS = 100;

export class StateStream {
  #path;
  #source = null;
  #offsets = [];
  #heardAt = performance.now();
  #last = null;

  onState = () => {};

  constructor(path) { this.#path = path; }

  open() {
    this.#heardAt = performance.now();
    this.#source = new EventSource(this.#path);
    this.#source.onmessage = message => this.#hear(JSON.parse(message.data));
  }

  close() {
    this.#source?.close();
    this.#source = null;
  }

  // The fastest of the recent messages shows the offset of the clocks best: delay only ever adds.
  serverNowMs() { return Date.now() - (this.#offsets.length ? Math.min(...this.#offsets) : 0); }

  silentMs() { return this.#source ? performance.now() - this.#heardAt : 0; }

  engineSilentMs() { return this.#last ? (this.#last.now_ns - this.#last.state_ns) / 1e6 : 0; }

  #hear(event) {
    this.#offsets.push(Date.now() - event.now_ns / 1e6);
    if (this.#offsets.length > OFFSETS) this.#offsets.shift();
    this.#heardAt = performance.now();
    this.#last = event;
    this.onState(event);
  }
}
