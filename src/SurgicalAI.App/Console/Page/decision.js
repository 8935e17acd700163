// Accept by holding. The hold is repeated while it lasts, so that a page that dies lets go by itself.
import { ask } from './api.js';
import { alarm } from './alarm.js';
import { holdable } from './hold.js';

const REPEAT_MS = 70;
const OLD_MS = 500;
const HEARING = ['suggest', 'share'];

export class DecisionControl {
  #accept = document.getElementById('accept');
  #reject = document.getElementById('reject');
  #confidence = document.getElementById('confidence');
  #page = crypto.randomUUID();
  #number = 0;
  #seen = 0;
  #timer = 0;
  #busy = false;
  #serverNowMs;
  #pictureIsOld;

  constructor(serverNowMs, pictureIsOld) {
    this.#serverNowMs = serverNowMs;
    this.#pictureIsOld = pictureIsOld;
    this.letGo = holdable(this.#accept, { key: 'a', press: () => this.#begin(), release: () => this.#end() });
    this.#reject.addEventListener('click', () => this.#say('reject', 'rejected by the operator'));
    addEventListener('keydown', event => { if (event.key.toLowerCase() === 'r' && !event.repeat && !event.ctrlKey && !event.metaKey) this.#reject.click(); });
  }

  show({ state, stop }) {
    const suggestion = state?.suggestion;
    this.#seen = suggestion?.sequence ?? 0;
    const allowed = Boolean(state) && HEARING.includes(state.mode) && stop.phase === 'none' && state.arm.state === 'enabled';
    this.#allow(allowed && !this.#pictureIsOld(), allowed && suggestion);
    this.#showConfidence(suggestion);
  }

  lost() {
    this.#allow(false, false);
    this.#showConfidence(null);
  }

  // Nobody accepts what nobody sees: an old picture takes the accept away.
  #allow(accept, reject) {
    if (!accept) this.letGo();
    this.#accept.disabled = !accept;
    this.#reject.disabled = !reject;
  }

  #showConfidence(suggestion) {
    const word = suggestion?.confidence ?? 'none';
    this.#confidence.dataset.confidence = word;
    this.#confidence.textContent = word[0].toUpperCase() + word.slice(1);
    const old = suggestion && this.#serverNowMs() - suggestion.origin_ns / 1e6 > OLD_MS;
    document.getElementById('confidence-note').textContent = !suggestion ? '' : old ? 'confidence, but old' : 'confidence';
  }

  #begin() {
    this.#hold();
    this.#timer = setInterval(() => this.#hold(), REPEAT_MS);
  }

  #end() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#say('release', '');
  }

  async #hold() {
    if (this.#busy) return;
    this.#busy = true;
    await this.#say('hold', '');
    this.#busy = false;
  }

  async #say(kind, reason) {
    const why = await ask('/api/decision', { kind, suggestion: this.#seen, reason, page: this.#page, number: ++this.#number });
    if (kind !== 'hold' || this.#timer) alarm('decision', kind === 'hold' && why ? `Accept is not heard. ${why}` : '');
  }
}
