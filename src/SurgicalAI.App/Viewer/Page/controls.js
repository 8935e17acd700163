// What the person can press, and the words and numbers of the state.
const at = id => document.getElementById(id);
const text = (id, value) => { if (at(id).textContent !== value) at(id).textContent = value; };
const KEYS = { ' ': 'play', ArrowLeft: 'back', ArrowRight: 'forth', l: 'labels', n: 'next', a: 'again' };
const VIEWS = ['endoscope', 'orbit', 'top', 'side'];

export class Controls {
  labels = false;
  on = {};

  constructor() {
    for (const id of ['play', 'back', 'forth', 'live', 'again', 'next']) at(id).addEventListener('click', () => this.on[id]?.());
    at('labels').addEventListener('click', () => this.#toggleLabels());
    at('scrub').addEventListener('input', () => this.on.seek?.(Number(at('scrub').value)));
    at('speed').addEventListener('change', () => this.on.speed?.(this.speed));
    for (const button of document.querySelectorAll('[data-view]')) button.addEventListener('click', () => this.on.view?.(button.dataset.view));
    addEventListener('keydown', event => this.#key(event));
  }

  get speed() { return Number(at('speed').value); }

  offer(source) {
    at('again').hidden = at('next').hidden = !source.controls;
    at('speed').hidden = at('forth').hidden = source.live && !source.controls;
  }

  showView(name) {
    for (const button of document.querySelectorAll('[data-view]')) button.setAttribute('aria-checked', String(button.dataset.view === name));
  }

  showPlaying(playing) {
    text('play', playing ? '❚❚' : '▶');
    at('play').setAttribute('aria-label', playing ? 'Pause' : 'Play');
  }

  showFrame(frame, timeline, live) {
    const { header } = frame.scene;
    text('task', `${header.task} · ${header.driver}`);
    text('episode', `seed ${header.seed}`);
    const outcome = frame.success ? 'success' : frame.timedOut ? 'timeout' : 'running';
    at('outcome').dataset.outcome = outcome;
    text('outcome', { success: 'Success', timeout: 'Time is up', running: 'Running' }[outcome]);
    text('distance', frame.distanceM > 0 ? `${(frame.distanceM * 1000).toFixed(1)} mm to go` : '');
    text('pace', !live ? '' : frame.speed > 0 ? `${timeline.pace(1000).toFixed(2)} × real time` : 'Standing');
    text('time', `${(frame.step * header.step_s).toFixed(3)} s / ${header.time_limit_s} s`);
    at('scrub').max = String(timeline.length - 1);
    at('scrub').value = String(timeline.index);
    at('live').hidden = !live || timeline.follows;
  }

  showLegend(names, labels, cssOf) {
    at('legend').hidden = !this.labels;
    if (!this.labels) return;
    at('legend').replaceChildren(...labels.map(label => {
      const row = document.createElement('li');
      const patch = document.createElement('span');
      patch.style.background = cssOf(label);
      row.append(patch, names[label] ?? `class ${label}`);
      return row;
    }));
  }

  alarm(line) {
    at('alarm').hidden = !line;
    text('alarm', line);
  }

  #toggleLabels() {
    this.labels = !this.labels;
    at('labels').setAttribute('aria-pressed', String(this.labels));
    this.on.labels?.();
  }

  #key(event) {
    if (event.target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey) return;
    const id = KEYS[event.key];
    if (id) at(id).click();
    else if (VIEWS[event.key - 1]) this.on.view?.(VIEWS[event.key - 1]);
    else return;
    event.preventDefault();
  }
}
