// The console: each module owns one part of the page and hears only of what it shows.
import { StateStream } from './state.js';
import { PictureView } from './picture.js';
import { StopControl } from './stop.js';
import { ModeControl } from './mode.js';
import { DecisionControl } from './decision.js';
import { showFigures, showLost } from './figures.js';
import { holdWindow } from './windows.js';
import { alarm } from './alarm.js';

const SILENT_MS = 1000;
const state = new StateStream('/events');
const picture = new PictureView('/video/left', () => state.serverNowMs());
const parts = [new StopControl(), new ModeControl(), new DecisionControl(() => state.serverNowMs(), () => picture.isOld())];

state.onState = event => {
  showFigures(event);
  parts.forEach(part => part.show(event));
};

holdWindow({
  open() { state.open(); picture.open(); },
  close() { parts.forEach(part => part.letGo?.()); state.close(); picture.close(); },
});

setInterval(() => {
  const consoleLost = state.silentMs() > SILENT_MS;
  const engineLost = !consoleLost && state.engineSilentMs() > SILENT_MS;
  document.getElementById('link-console').dataset.health = consoleLost ? 'gone' : 'ok';
  document.body.classList.toggle('lost', consoleLost || engineLost);
  if (consoleLost || engineLost) {
    showLost();
    parts.forEach(part => part.lost?.());
  }
  alarm('console', !consoleLost ? '' : 'Connection to the console is lost. STOP here may not reach the arm: use the robot\u2019s own stop.');
  alarm('engine', engineLost ? 'The engine is silent. What is shown is old.' : '');
}, 100);
