import {
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type Simulation,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force';
import type { Drawn, Edge } from './graph.ts';

export interface Spot extends SimulationNodeDatum {
  thing: Drawn;
  x: number;
  y: number;
}

export interface Tie extends SimulationLinkDatum<Spot> {
  edge: Edge;
  source: Spot;
  target: Spot;
}

/** Time per frame for moving things, in milliseconds: a frame has 16, and drawing wants its share. */
const SLICE = 7;

/**
 * Where things lie. The arrangement goes on in slices of a frame, so that a graph of thousands keeps no key and no pointer
 * waiting; what was there stays about where it was when more comes.
 */
export class Layout {
  spots: Spot[] = [];
  ties: Tie[] = [];
  #simulation: Simulation<Spot, Tie>;

  constructor() {
    this.#simulation = forceSimulation<Spot, Tie>([]).stop();
  }

  /** Takes in what is to be drawn; new things begin beside what they are tied to. */
  set(things: readonly Drawn[], edges: readonly Edge[]): void {
    const before = new Map(this.spots.map((spot) => [spot.thing.id, spot]));
    const beside = new Map<string, Spot>();
    for (const { from, to } of edges) {
      const [a, b] = [before.get(from), before.get(to)];
      if (a && !b) beside.set(to, a);
      if (b && !a) beside.set(from, b);
    }
    this.spots = things.map((thing, i) => {
      const old = before.get(thing.id);
      if (old) return Object.assign(old, { thing });
      const near = beside.get(thing.id);
      // A spiral: no two in one place, and the same arrangement each time.
      const turn = i * 2.399963;
      const away = near ? 30 + (i % 7) * 4 : 14 * Math.sqrt(i);
      return { thing, x: (near?.x ?? 0) + away * Math.cos(turn), y: (near?.y ?? 0) + away * Math.sin(turn) };
    });
    const spotOf = new Map(this.spots.map((spot) => [spot.thing.id, spot]));
    this.ties = edges.flatMap((edge) => {
      const [source, target] = [spotOf.get(edge.from), spotOf.get(edge.to)];
      return source && target ? [{ edge, source, target }] : [];
    });
    const many = this.spots.length > 400;
    // So few that each is named: their names need more room than their signs.
    const far = this.spots.length <= 12 ? 1.9 : 1;
    this.#simulation
      .nodes(this.spots)
      .force(
        'link',
        forceLink<Spot, Tie>(this.ties).distance(({ edge }) => far * (edge.relation ? 90 : 60)),
      )
      .force(
        'apart',
        forceManyBody<Spot>()
          .strength(many ? -60 : -220)
          .distanceMax(many ? 300 : 700),
      )
      .force('x', forceX<Spot>(0).strength(0.04))
      .force('y', forceY<Spot>(0).strength(0.06))
      .alpha(1)
      .alphaDecay(many ? 0.05 : 0.03)
      .stop();
  }

  get settled(): boolean {
    return this.#simulation.alpha() < this.#simulation.alphaMin();
  }

  /** Moves on for a slice of a frame. @returns whether there is more to do */
  advance(slice: number = SLICE): boolean {
    const until = performance.now() + slice;
    while (!this.settled) {
      this.#simulation.tick();
      if (performance.now() >= until) break;
    }
    return !this.settled;
  }

  /** The thing at a point, the last drawn first. */
  thingAt(x: number, y: number, reach: number): Spot | null {
    for (let i = this.spots.length - 1; i >= 0; i--) {
      const spot = this.spots[i] as Spot;
      if (Math.hypot(spot.x - x, spot.y - y) <= reach) return spot;
    }
    return null;
  }

  /** The link nearest to a point, within reach. */
  tieAt(x: number, y: number, reach: number): Tie | null {
    let best: Tie | null = null;
    let nearest = reach;
    for (const tie of this.ties) {
      if (!tie.edge.relation) continue;
      const away = distanceToLine(x, y, tie.source, tie.target);
      if (away <= nearest) {
        nearest = away;
        best = tie;
      }
    }
    return best;
  }

  /** The frame around everything. */
  bounds(): { left: number; top: number; right: number; bottom: number } {
    let [left, top, right, bottom] = [0, 0, 0, 0];
    for (const { x, y } of this.spots) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    return { left, top, right, bottom };
  }
}

function distanceToLine(x: number, y: number, a: Spot, b: Spot): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy || 1;
  const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / length));
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
}
