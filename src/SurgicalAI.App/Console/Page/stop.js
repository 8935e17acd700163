// STOP and re-arm. The page shows a stop at the press, and says apart from that whether the arm has confirmed it.
import { ask } from './api.js';
import { alarm } from './alarm.js';
import { holdable } from './hold.js';

const UNCONFIRMED_MS = 500;
const REARM_MS = 1000;
const TITLES = { paused: 'Holding', fault: 'Fault', disabled: 'Not enabled' };

export class StopControl {
  #pressedAt = 0;
  #rearmTimer = 0;
  #sent = 0;
  #rearm = document.getElementById('rearm');

  constructor() {
    document.getElementById('stop').addEventListener('pointerdown', () => this.#stop());
    document.getElementById('stop').addEventListener('click', event => { if (event.detail === 0) this.#stop(); });
    addEventListener('keydown', event => this.#key(event), { capture: true });
    addEventListener('keyup', event => { if (event.key === ' ') event.preventDefault(); }, { capture: true });
    holdable(this.#rearm, { press: () => this.#rearmBegin(), release: () => clearTimeout(this.#rearmTimer) });
  }

  show({ stop, state, now_ns }) {
    if (stop.phase !== 'none') this.#pressedAt = 0;
    const pressed = this.#pressedAt && performance.now() - this.#pressedAt < 3000;
    const arm = state?.arm.state;
    const halted = stop.phase !== 'none' || pressed || Boolean(state && arm !== 'enabled');
    document.body.classList.toggle('halted', halted);
    document.getElementById('stopped').hidden = !halted;
    if (!halted) return;
    const phase = pressed ? 'requested' : stop.phase;
    const sinceMs = phase === stop.phase ? (now_ns - stop.since_ns) / 1e6 : 0;
    document.getElementById('stopped-title').textContent = title(phase, arm, sinceMs);
    document.getElementById('stopped-reason').textContent = stop.reason || state?.arm.reason || '';
  }

  #key(event) {
    if (event.key !== ' ' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) this.#stop();
  }

  // Sent until one attempt is answered with yes: a stop that got lost must not look like one.
  async #stop() {
    this.#pressedAt = performance.now();
    clearTimeout(this.#rearmTimer);
    const mine = ++this.#sent;
    for (let attempt = 0; attempt < 5 && mine === this.#sent; attempt++) {
      const why = await ask('/api/stop', {});
      alarm('stop', why ? `STOP WAS NOT DELIVERED. ${why}` : '');
      if (!why) return;
    }
  }

  #rearmBegin() {
    clearTimeout(this.#rearmTimer);
    this.#rearmTimer = setTimeout(async () => {
      ++this.#sent;
      const why = await ask('/api/resume', { deliberate: true });
      alarm('rearm', why ? `Not re-armed. ${why}` : '');
    }, REARM_MS);
  }
}

function title(phase, arm, sinceMs) {
  if (phase === 'requested') return sinceMs > UNCONFIRMED_MS ? 'STOP sent, NOT confirmed by the arm' : 'Stopping';
  if (phase === 'rearming') return sinceMs > 2000 ? 'Not re-armed yet' : 'Re-arming';
  return phase === 'confirmed' ? 'Stopped' : TITLES[arm] ?? 'Arm unknown';
}
