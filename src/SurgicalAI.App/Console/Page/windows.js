// A browser opens at most six connections to one host, and each window of the console keeps two. A third window could
// leave none for STOP; so hidden windows let go, and at most two windows of one browser are live.
import { alarm } from './alarm.js';

const SLOTS = ['console-window-1', 'console-window-2'];
const RETRY_MS = 500;

export async function holdWindow({ open, close }) {
  while (true) {
    await visible();
    const held = await takeAny(async () => { alarm('windows', ''); open(); await hidden(); close(); });
    if (!held) {
      alarm('windows', 'The console is open in two other windows of this browser. This one shows nothing until one is closed.');
      await new Promise(next => setTimeout(next, RETRY_MS));
    }
  }
}

async function takeAny(live) {
  for (const slot of SLOTS) {
    if (await navigator.locks.request(slot, { ifAvailable: true }, async lock => lock && (await live(), true))) return true;
  }
  return false;
}

const visible = () => until(() => !document.hidden);
const hidden = () => until(() => document.hidden);

function until(condition) {
  return new Promise(done => {
    const check = () => { if (condition()) { document.removeEventListener('visibilitychange', check); done(); } };
    document.addEventListener('visibilitychange', check);
    check();
  });
}
