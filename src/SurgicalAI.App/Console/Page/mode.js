// The mode in force, and the wish for another. The arbiter decides; the page shows what is in force, never the wish.
import { ask } from './api.js';

export class ModeControl {
  #buttons = [...document.querySelectorAll('#modes button')];
  #reason = document.getElementById('mode-reason');
  #refusal = '';

  constructor() {
    for (const button of this.#buttons) {
      button.addEventListener('click', async () => { this.#refusal = await ask('/api/mode', { mode: button.dataset.mode }); });
    }
  }

  show({ state }) {
    for (const button of this.#buttons) {
      const chosen = state?.mode === button.dataset.mode;
      button.setAttribute('aria-checked', String(chosen));
      button.disabled = !state || button.dataset.mode === 'autonomous' && !state.arm.is_simulated;
      button.title = button.dataset.mode === 'autonomous' ? 'Only for an arm that reports itself simulated' : '';
    }
    this.#reason.textContent = this.#refusal || state?.mode_reason || '';
  }
}
