// Press-and-hold of a button by pointer, or by a key while the page has the focus. Anything unusual lets go.
export function holdable(button, { key, press, release }) {
  let held = false;
  const down = () => { if (!held && !button.disabled) { held = true; button.classList.add('held'); press(); } };
  const up = () => { if (held) { held = false; button.classList.remove('held'); release(); } };

  button.addEventListener('pointerdown', event => { if (event.button === 0) { button.setPointerCapture(event.pointerId); down(); } });
  for (const name of ['pointerup', 'pointercancel', 'lostpointercapture']) button.addEventListener(name, up);
  button.addEventListener('contextmenu', event => event.preventDefault());

  const isKey = event => event.target === button && event.key === 'Enter'
    || key && event.key.toLowerCase() === key && !event.ctrlKey && !event.metaKey && !event.altKey;
  addEventListener('keydown', event => { if (isKey(event)) { event.preventDefault(); if (!event.repeat) down(); } });
  addEventListener('keyup', event => { if (isKey(event) || event.key.toLowerCase() === key) up(); });
  addEventListener('blur', up);
  document.addEventListener('visibilitychange', up);
  return up;
}
