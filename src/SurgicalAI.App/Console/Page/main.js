// The console: each module owns one part of the page and hears only of what it shows.
import { StateStream } from './state.js';
import { PictureView } from './picture.js';
import { StopControl } from './stop.js';
import { ModeControl } from './mode.js';
import { DecisionControl } from './decision.js';
import { showFigures } from './figures.js';
import { holdWindow } from './windows.js';
import { alarm } from './alarm.js';

const state = new StateStream('/events');
const picture = new PictureView('/video/left', () => state.serverNowMs());
const parts = [new StopControl(), new ModeControl(), new DecisionControl(() => state.serverNowMs())];

state.onState = event => {
  showFigures(event);
  parts.forEach(part => part.show(event));
};

holdWindow({
  open() { state.open(); picture.open(); },
  close() { parts.forEach(part => part.letGo?.()); state.close(); picture.close(); },
});

setInterval(() => {
  const silentMs = state.silentMs();
  document.getElementById('link-console').dataset.health = silentMs < 1000 ? 'ok' : 'gone';
  alarm('console', silentMs < 1000 ? '' : 'Connection to the console is lost. STOP here may not reach the arm: use the robot\u2019s own stop.');
  alarm('engine', silentMs < 1000 && state.engineSilentMs() > 1000 ? 'The engine is silent. What is shown is old.' : '');
}, 100);
