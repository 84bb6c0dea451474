import type { Map as Drawing } from 'maplibre-gl';
import styles from './map.module.css';

/** Words that stand on the map at a point. */
export interface MapLabel {
  readonly longitude: number;
  readonly latitude: number;
  readonly text: string;
  readonly look: 'country' | 'town' | 'count';
  /** The zoom from which on it shows. */
  readonly from: number;
}

/** What one letter takes on average, and a line's height, in pixels. */
const LETTER = { country: 8.5, town: 7, count: 8 };
const HEIGHT = 17;

/**
 * Writes names over the drawing as elements of the page: they need no glyphs from a server, are as sharp as other text, and
 * come out right in browsers that hand scripts no picture of a letter. What would overlap gives way to what came before it.
 */
export class Labels {
  readonly #map: Drawing;
  readonly #layer = document.createElement('div');
  #labels: readonly MapLabel[] = [];
  #shown: { element: HTMLElement; at: [number, number]; above: boolean }[] = [];

  constructor(map: Drawing) {
    this.#map = map;
    this.#layer.className = styles.labels ?? '';
    this.#layer.setAttribute('aria-hidden', 'true');
    map.getCanvasContainer().append(this.#layer);
    map.on('move', () => this.#follow());
    map.on('moveend', () => this.#choose());
    map.on('resize', () => this.#choose());
  }

  /** In order: the first keeps its place. */
  set(labels: readonly MapLabel[]): void {
    this.#labels = labels;
    this.#choose();
  }

  #choose(): void {
    const zoom = this.#map.getZoom();
    const { clientWidth, clientHeight } = this.#map.getContainer();
    const taken: [number, number, number, number][] = [];
    this.#shown = [];
    for (const label of this.#labels) {
      if (label.from > zoom) continue;
      const { x, y } = this.#map.project([label.longitude, label.latitude]);
      const half = (label.text.length * LETTER[label.look]) / 2 + 3;
      const above = label.look === 'town';
      const top = above ? y - HEIGHT : y - HEIGHT / 2;
      const box: [number, number, number, number] = [x - half, top, x + half, top + HEIGHT];
      const inside = x > half && x < clientWidth - half && top > 0 && top + HEIGHT < clientHeight;
      if (label.look !== 'count' && !(inside && taken.every((other) => !overlap(box, other)))) continue;
      taken.push(box);
      this.#shown.push({ element: elementOf(label), at: [label.longitude, label.latitude], above });
    }
    this.#layer.replaceChildren(...this.#shown.map(({ element }) => element));
    this.#follow();
  }

  #follow(): void {
    for (const { element, at, above } of this.#shown) {
      const { x, y } = this.#map.project(at);
      element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, ${above ? '-100%' : '-50%'})`;
    }
  }
}

function elementOf({ text, look }: MapLabel): HTMLElement {
  const element = document.createElement('span');
  element.className = `${styles.label} ${styles[look]}`;
  element.textContent = text;
  return element;
}

function overlap(a: readonly number[], b: readonly number[]): boolean {
  const [aw = 0, an = 0, ae = 0, as = 0] = a;
  const [bw = 0, bn = 0, be = 0, bs = 0] = b;
  return aw < be && bw < ae && an < bs && bn < as;
}
