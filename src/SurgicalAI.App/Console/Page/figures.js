// Numbers and words that only inform.
const at = id => document.getElementById(id);
const text = (id, value) => { if (at(id).textContent !== value) at(id).textContent = value; };
const known = value => typeof value === 'number' && Number.isFinite(value);
const fixed = (value, digits) => known(value) ? value.toFixed(digits) : '–';
const whole = value => known(value) ? value.toLocaleString('en').replaceAll(',', '\u202f') : '–';
const capital = word => word ? word[0].toUpperCase() + word.slice(1) : 'Unknown';

export function showFigures({ state, stop }) {
  if (!state) return;
  showArm(state.arm, stop.reason);
  showLinks(state);
  showLatency('suggestion', state.capture_to_suggestion);
  showLatency('arm', state.capture_to_arm);
  text('fps', fixed(state.frames_per_second, 1));
  text('steps', fixed(state.policy_steps_per_second, 1));
  text('episodes', whole(state.episodes?.finished));
  text('successes', whole(state.episodes?.successes));
  text('cleared', whole(state.gate.cleared));
  text('clamped', whole(state.gate.clamped));
  text('refused', whole(state.gate.refused));
  text('source', [state.source, state.device].filter(Boolean).join('  ·  '));
  text('models', state.models.join('   '));
  at('simulated').hidden = !state.arm.is_simulated;
}

export function showLost() {
  at('arm-state').dataset.state = 'unknown';
  text('arm-state', 'Unknown');
  for (const name of ['engine', 'robot', 'broker']) at(`link-${name}`).dataset.health = 'unknown';
}

function showArm(arm, stopReason) {
  text('arm-name', arm.name);
  const word = arm.name ? arm.state : 'unknown';
  at('arm-state').dataset.state = word;
  text('arm-state', capital(word) + (word === 'enabled' && !arm.is_homed ? ', not homed' : ''));
  text('arm-reason', arm.reason === stopReason ? '' : arm.reason);
  const tip = arm.tip_m && [arm.tip_m.x, arm.tip_m.y, arm.tip_m.z].map(m => fixed(m * 1000, 1)).join('  ');
  text('arm-tip', tip ? `tip ${tip} mm   jaw ${fixed(arm.jaw_rad * 180 / Math.PI, 0)}°` : '');
}

function showLinks(state) {
  link('engine', state.engine);
  link('robot', state.robot);
  link('broker', { state: state.broker_connected ? 'ok' : 'gone', reason: '' });
}

function link(name, { state, reason }) {
  at(`link-${name}`).dataset.health = state || 'gone';
  at(`link-${name}`).title = reason || state || 'not heard yet';
}

function showLatency(name, latency) {
  text(`${name}-p50`, fixed(latency?.p50, 1));
  text(`${name}-p99`, fixed(latency?.p99, 1));
}
