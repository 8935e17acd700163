// A colour for each label value, far from its neighbours; the order is that of the header's names.
const COLOURS = [
  [0.30, 0.30, 0.32], [0.16, 0.40, 0.75], [0.20, 0.68, 0.86], [0.55, 0.88, 1.00], [0.98, 0.86, 0.20], [0.20, 0.85, 0.35],
  [0.65, 0.35, 0.95], [0.95, 0.95, 0.90], [0.55, 0.55, 0.60], [0.98, 0.55, 0.15], [0.70, 0.22, 0.20], [0.98, 0.65, 0.60],
  [0.85, 0.72, 0.30], [0.45, 0.05, 0.30], [0.95, 0.10, 0.15], [0.35, 0.45, 0.40]];

export const colourOf = label => COLOURS[label % COLOURS.length];
export const cssOf = label => `rgb(${colourOf(label).map(c => Math.round(255 * c)).join(' ')})`;
