// One red line at the top; each cause sets or clears its own text.
const causes = new Map();
const line = document.getElementById('alarm');

export function alarm(cause, text) {
  causes.set(cause, text);
  const shown = [...causes.values()].filter(Boolean).join('  ·  ');
  if (line.textContent !== shown) {
    line.textContent = shown;
    line.hidden = !shown;
  }
}
