import type { LngLatBoundsLike } from 'maplibre-gl';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.ts';
import { MARK_LAYERS, SHAPE_LAYERS } from './marks.ts';
import { type OpenMap, openMap } from './open-map.ts';
import { TILE_LAYERS } from './tiles.ts';

interface MapState {
  /** The element to draw into. */
  container: RefObject<HTMLDivElement | null>;
  /** Null until it stands. */
  open: OpenMap | null;
  /** No map can be drawn in this browser, or its files did not come. */
  failed: boolean;
}

/** A map that lives as long as its element. `data-drawn` of the element tells how many marks were drawn when it came to rest, `data-shapes` which lines and areas, `data-tiles` how much of the operator's own tiles. */
export function useMap(title: string, bounds: LngLatBoundsLike): MapState {
  const container = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<OpenMap | null>(null);
  const [failed, setFailed] = useState(false);
  const { say, language } = useWords();
  const start = useRef({ title, bounds, language });

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    let [closed, opened] = [false, null as OpenMap | null];
    openMap(element, start.current).then(
      (next) => {
        if (closed) return next.close();
        opened = next;
        tellDrawn(next, element);
        setOpen(next);
      },
      () => !closed && setFailed(true),
    );
    return () => {
      closed = true;
      opened?.close();
      setOpen(null);
    };
  }, []);

  useEffect(() => {
    open?.speak(language);
    open?.map.getCanvas().setAttribute('aria-label', say('map.drawing', { title }));
  }, [open, language, title, say]);

  return { container, open, failed };
}

function tellDrawn({ map }: OpenMap, element: HTMLElement): void {
  const tell = () => {
    const layers = MARK_LAYERS.filter((layer) => map.getLayer(layer));
    const marks = layers.length === 0 ? [] : map.queryRenderedFeatures({ layers: [...layers] });
    element.dataset.drawn = String(marks.length);
    const shapes = SHAPE_LAYERS.filter((layer) => map.getLayer(layer));
    const drawn = shapes.length === 0 ? [] : map.queryRenderedFeatures({ layers: [...shapes] });
    element.dataset.shapes = [...new Set(drawn.map(({ properties }) => String(properties.sign)))].sort().join(' ');
    const tiles = TILE_LAYERS.filter((layer) => map.getLayer(layer));
    element.dataset.tiles = String(tiles.length === 0 ? 0 : map.queryRenderedFeatures({ layers: [...tiles] }).length);
    element.dataset.ground = String(map.queryRenderedFeatures({ layers: ['near-land', 'near-border'] }).length);
  };
  map.on('idle', tell);
}
