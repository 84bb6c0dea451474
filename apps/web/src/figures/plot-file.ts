const PRESENTED = ['fill', 'stroke', 'stroke-width', 'opacity', 'font-family', 'font-size'] as const;

/** The plot as a file of its own: what the stylesheet says of each part is written into the part. */
export function plotFile(): string {
  const shown = document.getElementById('figures-plot');
  if (!(shown instanceof SVGElement)) return '';
  const copy = shown.cloneNode(true) as SVGElement;
  const parts = [shown, ...shown.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  for (const [i, part] of parts.entries()) {
    const style = getComputedStyle(part);
    copies[i]?.removeAttribute('class');
    for (const name of PRESENTED) copies[i]?.setAttribute(name, style.getPropertyValue(name));
  }
  copy.removeAttribute('id');
  return new XMLSerializer().serializeToString(copy);
}
