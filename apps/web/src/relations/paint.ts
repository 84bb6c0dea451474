import type { Layout, Spot } from './layout.ts';

/** What the page shows at which scale: `x`, `y` lie in the middle. */
export interface View {
  x: number;
  y: number;
  scale: number;
}

export interface Ink {
  sheet: string;
  line: string;
  ink: string;
  soft: string;
  edge: string;
  accent: string;
  font: string;
}

/** The colours of the page as they stand now. */
export function inkOf(element: HTMLElement): Ink {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    ...{ sheet: of('--sheet'), line: of('--line'), ink: of('--ink'), soft: of('--ink-soft') },
    ...{ edge: of('--edge'), accent: of('--accent'), font: style.fontFamily },
  };
}

interface Painting {
  layout: Layout;
  view: View;
  ink: Ink;
  /** The link and the thing that are chosen. */
  chosen: { link: string | null; thing: string | null };
  nameOf: (spot: Spot) => string;
  centre: string;
}

export const RADIUS = 8;
/** Names are written for so many things at most; zooming in brings the others. */
const MOST_NAMES = 140;
/** With more lines than this, arrows would be a grey cloud. */
const MOST_ARROWS = 900;
const ALLEGED_BELOW = 3;

/** Draws everything once. Two calls to the canvas per thing at most: thousands of links are drawn in a few milliseconds. */
export function paint(canvas: HTMLCanvasElement, painting: Painting): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = devicePixelRatio || 1;
  const [width, height] = [canvas.width / ratio, canvas.height / ratio];
  const { view } = painting;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = painting.ink.sheet;
  context.fillRect(0, 0, width, height);
  context.translate(width / 2 - view.x * view.scale, height / 2 - view.y * view.scale);
  context.scale(view.scale, view.scale);
  const half = { x: width / 2 / view.scale, y: height / 2 / view.scale };
  const isSeen = ({ x, y }: { x: number; y: number }) =>
    Math.abs(x - view.x) < half.x + 40 && Math.abs(y - view.y) < half.y + 40;
  lines(context, painting);
  things(context, painting, isSeen);
  names(context, painting, isSeen);
}

function lines(context: CanvasRenderingContext2D, { layout, ink, chosen, view }: Painting): void {
  const arrows = layout.ties.length <= MOST_ARROWS;
  // One path for each look: a stroke is what costs.
  const solid = new Path2D();
  const alleged = new Path2D();
  const belongs = new Path2D();
  for (const { edge, source, target } of layout.ties) {
    const path = !edge.relation ? belongs : isAlleged(edge.relation) ? alleged : solid;
    path.moveTo(source.x, source.y);
    path.lineTo(target.x, target.y);
    if (arrows && edge.relation) arrow(path, source, target);
  }
  context.lineWidth = 1 / Math.max(0.6, view.scale);
  context.strokeStyle = ink.edge;
  context.setLineDash([]);
  context.stroke(solid);
  context.setLineDash([5, 4]);
  context.stroke(alleged);
  context.setLineDash([1, 3]);
  context.stroke(belongs);
  context.setLineDash([]);
  const marked = layout.ties.find(({ edge }) => edge.id === chosen.link);
  if (!marked) return;
  const path = new Path2D();
  path.moveTo(marked.source.x, marked.source.y);
  path.lineTo(marked.target.x, marked.target.y);
  arrow(path, marked.source, marked.target);
  context.strokeStyle = ink.accent;
  context.lineWidth = 3 / view.scale;
  context.stroke(path);
}

/** Whoever is accused is alleged below level 3: the line is broken. */
function isAlleged({ type, level = 0 }: { type: string; level?: number }): boolean {
  return type === 'perpetrator-of' && level < ALLEGED_BELOW;
}

function arrow(path: Path2D, from: Spot, to: Spot): void {
  const turn = Math.atan2(to.y - from.y, to.x - from.x);
  const [x, y] = [to.x - (RADIUS + 3) * Math.cos(turn), to.y - (RADIUS + 3) * Math.sin(turn)];
  for (const side of [-0.42, 0.42]) {
    path.moveTo(x, y);
    path.lineTo(x - 8 * Math.cos(turn + side), y - 8 * Math.sin(turn + side));
  }
}

function things(context: CanvasRenderingContext2D, painting: Painting, isSeen: (spot: Spot) => boolean): void {
  const { layout, ink, chosen, centre } = painting;
  for (const spot of layout.spots) {
    if (!isSeen(spot)) continue;
    const { thing } = spot;
    const path = shapeOf(spot);
    const isCentre = thing.id === centre;
    context.fillStyle = isCentre ? ink.accent : ink.sheet;
    context.fill(path);
    context.lineWidth = thing.id === chosen.thing || isCentre ? 3 : 1.5;
    context.strokeStyle = thing.id === chosen.thing || isCentre ? ink.accent : ink.ink;
    context.setLineDash(thing.bundle ? [3, 3] : []);
    context.stroke(path);
    if (thing.bundle) {
      context.fillStyle = ink.ink;
      context.font = `600 11px ${ink.font}`;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillText(String(thing.rest), spot.x, spot.y + 0.5);
    }
  }
  context.setLineDash([]);
}

/** A kind is told by its shape: actors round, incidents square, acts on edge, what they rest on flat. */
function shapeOf({ x, y, thing }: Spot): Path2D {
  const path = new Path2D();
  if (thing.bundle) {
    path.arc(x, y, RADIUS + 5, 0, 2 * Math.PI);
    return path;
  }
  switch (thing.node?.kind) {
    case 'actor':
      path.arc(x, y, RADIUS, 0, 2 * Math.PI);
      break;
    case 'incident':
      path.roundRect(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS, 3);
      break;
    case 'act':
      path.moveTo(x, y - RADIUS - 2);
      path.lineTo(x + RADIUS + 2, y);
      path.lineTo(x, y + RADIUS + 2);
      path.lineTo(x - RADIUS - 2, y);
      path.closePath();
      break;
    default:
      path.rect(x - RADIUS, y - RADIUS * 0.6, 2 * RADIUS, RADIUS * 1.2);
  }
  return path;
}

const LONGEST = 34;

function names(context: CanvasRenderingContext2D, painting: Painting, isSeen: (spot: Spot) => boolean): void {
  const { layout, ink, nameOf, view, centre, chosen } = painting;
  const seen = layout.spots.filter(isSeen);
  const half = context.canvas.width / (devicePixelRatio || 1) / 2 / view.scale;
  const written = seen.length <= MOST_NAMES && view.scale > 0.45;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.font = `${12 / Math.max(0.75, Math.min(1.4, view.scale))}px ${ink.font}`;
  context.lineWidth = 4 / view.scale;
  context.strokeStyle = ink.sheet;
  context.lineJoin = 'round';
  for (const spot of seen) {
    const { id, bundle, node } = spot.thing;
    const always = id === centre || id === chosen.thing || bundle !== null;
    if (!always && !(written || node?.kind === 'act')) continue;
    const name = nameOf(spot);
    const text = name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
    const under = spot.y + RADIUS + (bundle ? 8 : 5);
    // A name at the edge stays readable: it moves inwards as far as it must.
    const room = Math.max(0, half - context.measureText(text).width / 2 - 4 / view.scale);
    const x = Math.min(Math.max(spot.x, view.x - room), view.x + room);
    context.strokeText(text, x, under);
    context.fillStyle = always ? ink.ink : ink.soft;
    context.fillText(text, x, under);
  }
}
