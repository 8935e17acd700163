import { ask } from './api.js';
import { Controls } from './controls.js';
import { Eye } from './eye.js';
import { messages, SceneReader, contents } from './messages.js';
import { Painter } from './painter.js';
import { cssOf } from './palette.js';
import { Timeline } from './timeline.js';

const RETRY_MS = 500;
const canvas = document.getElementById('scene');
const controls = new Controls();
const source = await (await fetch('/source')).json();
const timeline = new Timeline(source.live);
const eye = new Eye(canvas);
const reader = new SceneReader();
let painter = null;
let playing = true;
let stale = true;
let lastMs = performance.now();

reader.onScene = scene => timeline.addScene(scene);
reader.onFrame = frame => {
  timeline.add({ ...frame, cameMs: performance.now() });
  if (source.live && timeline.follows) showPlaying(!source.controls || frame.speed > 0);
  stale = true;
};
timeline.onForget = scene => painter?.forget(scene);
eye.onChange = () => { controls.showView(eye.name); stale = true; };
controls.offer(source);
eye.choose('endoscope');

// The simulation itself stands still or goes on when its newest state is shown; else only what is shown does.
const steers = () => source.controls && timeline.follows;
const askSim = async request => controls.alarm(await ask('/api/sim', request));
controls.on = {
  play: () => {
    if (steers()) askSim({ paused: playing });
    else if (timeline.follows) timeline.seek(timeline.index);
    if (!playing && timeline.atEnd && !source.live) timeline.seek(0);
    showPlaying(!playing);
  },
  back: () => go(-1),
  forth: () => steers() && !playing ? askSim({ steps: 1 }) : go(1),
  seek: index => { timeline.seek(index); showPlaying(false); stale = true; },
  live: () => { timeline.seek(timeline.length - 1, true); stale = true; },
  speed: speed => { if (source.controls) askSim({ speed }); },
  again: () => { timeline.seek(timeline.length - 1, true); askSim({ episode: 'again', paused: false }); },
  next: () => { timeline.seek(timeline.length - 1, true); askSim({ episode: 'next', paused: false }); },
  view: name => eye.choose(name),
  labels: () => { stale = true; },
};

function go(by) {
  if (steers() && playing) askSim({ paused: true });
  const to = timeline.index + by;
  timeline.seek(to, source.live && to >= timeline.length - 1);
  showPlaying(false);
  stale = true;
}

function showPlaying(value) {
  playing = value;
  controls.showPlaying(value);
}

async function listen() {
  do {
    try {
      const answer = await fetch('/scene', { cache: 'no-store' });
      controls.alarm('');
      for await (const message of messages(answer.body)) reader.take(message);
    } catch {
      // The alarm says it, and the loop tries again.
    }
    if (source.live) controls.alarm('The simulator does not answer.');
    await new Promise(next => setTimeout(next, RETRY_MS));
  } while (source.live);
}

function fitCanvas() {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight].map(side => Math.max(1, Math.round(side * devicePixelRatio)));
  if (canvas.width !== width || canvas.height !== height) {
    [canvas.width, canvas.height] = [width, height];
    stale = true;
  }
}

function draw(nowMs) {
  requestAnimationFrame(draw);
  const passedS = Math.min(0.1, (nowMs - lastMs) / 1000);
  lastMs = nowMs;
  if (playing && !timeline.follows && timeline.length > 0) {
    const before = timeline.index;
    if (!timeline.advance(passedS * controls.speed) && !source.live) showPlaying(false);
    stale ||= timeline.index !== before;
  }
  fitCanvas();
  if (!stale || !timeline.frame) return;
  stale = false;
  show(timeline.frame);
}

function show(frame) {
  const seen = contents(frame);
  painter.draw(frame.scene, seen, eye.look(frame.scene.header, seen.ecm), controls.labels);
  const labels = [...seen.parts, ...seen.softs, ...seen.strands].map(thing => thing.label);
  controls.showLegend(frame.scene.header.labels, [...new Set(labels)].sort((a, b) => a - b), cssOf);
  controls.showFrame(frame, timeline, source.live);
  canvas.dataset.step = frame.step;
}

try {
  painter = new Painter(canvas);
  requestAnimationFrame(draw);
  listen();
} catch (error) {
  controls.alarm(error.message);
}
