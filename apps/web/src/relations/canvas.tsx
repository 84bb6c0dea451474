import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.ts';
import styles from './canvas.module.css';
import type { Drawn, Edge } from './graph.ts';
import { Layout, type Spot } from './layout.ts';
import { inkOf, paint, RADIUS, type View } from './paint.ts';

interface Props {
  things: readonly Drawn[];
  edges: readonly Edge[];
  centre: string;
  chosen: { link: string | null; thing: string | null };
  nameOf: (thing: Drawn) => string;
  onThing: (thing: Drawn) => void;
  onLink: (id: string) => void;
}

const REACH = RADIUS + 6;
const CLOSER = 1.35;

/** The graph, drawn. Everything in it stands in the list beside it too; a pointer is a convenience. */
export function GraphCanvas(props: Props) {
  const { things, edges } = props;
  const { say } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef(props);
  drawn.current = props;
  const [engine] = useState(() => new Engine(canvas, drawn));
  useEffect(() => engine.start(), [engine]);
  useEffect(() => engine.take(things, edges), [engine, things, edges]);
  // What is chosen changes the drawing, and no place.
  useEffect(() => engine.redraw());
  const nodes = things.filter(({ node }) => node !== null).length;
  const links = edges.filter(({ relation }) => relation !== null).length;
  return (
    <div className={styles.frame}>
      <canvas
        ref={canvas}
        className={styles.canvas}
        role="img"
        aria-label={say('relations.graph', { nodes, links })}
        onPointerDown={engine.onDown}
        onPointerMove={engine.onMove}
        onPointerUp={engine.onUp}
        onPointerCancel={engine.onCancel}
      />
      <div className={styles.tools}>
        <button type="button" aria-label={say('relations.closer')} onClick={() => engine.zoom(CLOSER)}>
          +
        </button>
        <button type="button" aria-label={say('relations.farther')} onClick={() => engine.zoom(1 / CLOSER)}>
          −
        </button>
        <button type="button" onClick={() => engine.fit()}>
          {say('relations.fit')}
        </button>
      </div>
    </div>
  );
}

type Current<T> = { current: T };

/** Moves and draws in the frames of the browser, and rests when there is nothing to do. */
class Engine {
  #canvas: Current<HTMLCanvasElement | null>;
  #props: Current<Props>;
  #layout = new Layout();
  #view: View = { x: 0, y: 0, scale: 1 };
  #frame = 0;
  /** The view follows until a person moves it. */
  #follows = true;
  #dirty = true;
  #grip: { x: number; y: number; moved: boolean } | null = null;

  constructor(canvas: Current<HTMLCanvasElement | null>, props: Current<Props>) {
    this.#canvas = canvas;
    this.#props = props;
  }

  start = (): (() => void) => {
    const canvas = this.#canvas.current as HTMLCanvasElement;
    const resize = new ResizeObserver(() => {
      const ratio = devicePixelRatio || 1;
      canvas.width = Math.round(canvas.clientWidth * ratio);
      canvas.height = Math.round(canvas.clientHeight * ratio);
      if (this.#follows) this.#fitView();
      this.redraw();
    });
    resize.observe(canvas);
    // The scheme may change under the drawing.
    const scheme = new MutationObserver(() => this.redraw());
    scheme.observe(document.documentElement, { attributes: true });
    // React listens passively to wheels, and the page would scroll away under the pointer.
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.12 : 1 / 1.12);
    };
    canvas.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      resize.disconnect();
      scheme.disconnect();
      canvas.removeEventListener('wheel', onWheel);
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
    };
  };

  take = (things: readonly Drawn[], edges: readonly Edge[]): void => {
    this.#layout.set(things, edges);
    this.redraw();
  };

  redraw = (): void => {
    this.#dirty = true;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#turn);
  };

  #turn = (): void => {
    this.#frame = 0;
    const canvas = this.#canvas.current;
    if (!canvas) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const moving = !this.#layout.settled;
    if (moving) this.#layout.advance(calm ? 12 : undefined);
    if (moving && this.#follows) this.#fitView();
    // Whoever asked for no motion sees the arrangement once it stands.
    if (!(calm && moving) || this.#layout.settled) {
      if (moving || this.#dirty) this.#paint(canvas);
      this.#dirty = false;
    }
    canvas.dataset.settled = String(this.#layout.settled);
    if (!this.#layout.settled) this.#frame = requestAnimationFrame(this.#turn);
  };

  #paint(canvas: HTMLCanvasElement): void {
    const { centre, chosen, nameOf } = this.#props.current;
    const ofSpot = ({ thing }: Spot) => nameOf(thing);
    paint(canvas, { layout: this.#layout, view: this.#view, ink: inkOf(canvas), chosen, nameOf: ofSpot, centre });
  }

  #fitView(): void {
    const canvas = this.#canvas.current;
    if (!canvas) return;
    const { left, top, right, bottom } = this.#layout.bounds();
    const scale = Math.min(canvas.clientWidth / (right - left + 160), canvas.clientHeight / (bottom - top + 120));
    this.#view = { x: (left + right) / 2, y: (top + bottom) / 2, scale: Math.max(0.08, Math.min(1.4, scale)) };
  }

  fit = (): void => {
    this.#follows = true;
    this.#fitView();
    this.redraw();
  };

  zoom = (by: number): void => {
    this.#follows = false;
    this.#view = { ...this.#view, scale: Math.max(0.05, Math.min(4, this.#view.scale * by)) };
    this.redraw();
  };

  onDown = (event: PointerEvent<HTMLCanvasElement>): void => {
    this.#grip = { x: event.clientX, y: event.clientY, moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  };

  onMove = (event: PointerEvent<HTMLCanvasElement>): void => {
    const grip = this.#grip;
    if (!grip) return;
    const [dx, dy] = [event.clientX - grip.x, event.clientY - grip.y];
    if (!grip.moved && Math.hypot(dx, dy) < 4) return;
    this.#grip = { x: event.clientX, y: event.clientY, moved: true };
    this.#follows = false;
    const { x, y, scale } = this.#view;
    this.#view = { x: x - dx / scale, y: y - dy / scale, scale };
    this.redraw();
  };

  onCancel = (): void => {
    this.#grip = null;
  };

  onUp = (event: PointerEvent<HTMLCanvasElement>): void => {
    const grip = this.#grip;
    this.#grip = null;
    if (!grip || grip.moved) return;
    const box = event.currentTarget.getBoundingClientRect();
    const { x, y, scale } = this.#view;
    const px = x + (event.clientX - box.left - box.width / 2) / scale;
    const py = y + (event.clientY - box.top - box.height / 2) / scale;
    const spot = this.#layout.thingAt(px, py, REACH / Math.min(1, scale));
    const { onThing, onLink } = this.#props.current;
    const tie = spot ? null : this.#layout.tieAt(px, py, 7 / scale);
    if (spot) onThing(spot.thing);
    else if (tie?.edge.relation) onLink(tie.edge.relation.id);
  };
}
