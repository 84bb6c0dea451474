import '../words/map.ts';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.ts';
import { areaOf } from './ground.ts';
import { InSightList } from './in-sight-list.tsx';
import { Legend } from './legend.tsx';
import styles from './map.module.css';
import { MapFrame } from './map-frame.tsx';
import { MARK_LAYERS, Marks, signOf } from './marks.ts';
import { HOME, motion, type OpenMap } from './open-map.ts';
import { inSight } from './questions.ts';
import type { Area, MapAnswer, MapCell, QueryMapProps } from './shapes.ts';
import toolbar from './toolbar.module.css';
import { useBox } from './use-box.ts';
import { useMap } from './use-map.ts';

const WORLD: Area = [-180, -85, 180, 85];

interface View {
  zoom: number;
  area: Area;
}

/**
 * Where what a query finds happened: clusters from afar, circles of true radius from near. An area chosen here goes into the
 * query; beneath it the same in words, for whoever sees no map.
 */
export function QueryMap({ query, selected = NONE, onArea, onSelect }: QueryMapProps) {
  const { say, language } = useWords();
  const { container, open, failed } = useMap(say('map.title'), query.bbox ? boundsOf(query.bbox) : HOME);
  const [drawing, setDrawing] = useState(false);
  const view = useView(open);
  const shown = failed ? { zoom: 2, area: WORLD } : view;
  const found = useQuery({ ...inSight(query, shown?.zoom ?? 2, shown?.area ?? WORLD), enabled: shown !== null });
  useFitting(open, query);

  const take = useCallback(
    (area: Area) => {
      setDrawing(false);
      onArea(area);
    },
    [onArea],
  );
  const box = useBox(open, drawing, take);
  const marks = useMarks(open, found.data, onSelect, language);
  useEffect(() => marks?.setChosen(selected), [marks, selected]);
  useEffect(() => marks?.setArea(query.bbox ?? null), [marks, query.bbox]);

  const answer = found.data;
  return (
    <section className={toolbar.whole} aria-label={say('map.title')}>
      <div className={toolbar.bar}>
        {!failed && (
          <>
            <button type="button" className={toolbar.tool} aria-pressed={drawing} onClick={() => setDrawing(!drawing)}>
              {say('map.chooseArea')}
            </button>
            <button
              type="button"
              className={toolbar.tool}
              disabled={!view}
              onClick={() => view && onArea(exactArea(open) ?? view.area)}
            >
              {say('map.takeSight')}
            </button>
          </>
        )}
        {query.bbox && (
          <button type="button" className={toolbar.tool} onClick={() => onArea(null)}>
            {say('map.noArea')}
          </button>
        )}
        {drawing && (
          <span className={toolbar.hint} role="status">
            {say('map.drawHint')}
          </span>
        )}
      </div>
      <MapFrame container={container} open={open} failed={failed}>
        {box && <Box {...box} />}
      </MapFrame>
      <Legend answer={answer} />
      {found.error && <p role="alert">{say('map.notRead')}</p>}
      {answer && (
        <InSightList answer={answer} onSelect={onSelect} onCell={(cell) => goTo(open, cell)} selected={selected} />
      )}
    </section>
  );
}

const NONE: readonly string[] = [];

function Box({ left, top, width, height }: { left: number; top: number; width: number; height: number }) {
  return (
    <div
      className={styles.box}
      ref={(element) => {
        // Through the CSSOM: the policy allows no style attributes.
        if (element)
          Object.assign(element.style, {
            left: `${left}px`,
            top: `${top}px`,
            width: `${width}px`,
            height: `${height}px`,
          });
      }}
    />
  );
}

function boundsOf([west, south, east, north]: Area): [number, number, number, number] {
  return [west, south, east < west ? east + 360 : east, north];
}

/** What is in sight now, as soon as the map rests; nothing before it stands. */
function useView(open: OpenMap | null): View | null {
  const [view, setView] = useState<View | null>(null);
  useEffect(() => {
    if (!open) return;
    const { map } = open;
    const look = () => setView(viewOf(open));
    look();
    map.on('moveend', look);
    return () => {
      map.off('moveend', look);
    };
  }, [open]);
  return view;
}

/** Widened to whole steps, so that a small move asks nothing anew. Zooms of the server are those of 256 px tiles. */
function viewOf({ map }: OpenMap): View {
  const zoom = Math.max(0, Math.min(20, Math.floor(map.getZoom()) + 1));
  const step = 360 / 2 ** (zoom + 1);
  const bounds = map.getBounds();
  const down = (n: number) => Math.floor(n / step) * step;
  const up = (n: number) => Math.ceil(n / step) * step;
  return {
    zoom,
    area: areaOf(down(bounds.getWest()), down(bounds.getSouth()), up(bounds.getEast()), up(bounds.getNorth())),
  };
}

function exactArea(open: OpenMap | null): Area | null {
  if (!open) return null;
  const bounds = open.map.getBounds();
  return areaOf(bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth());
}

/** A square of the answer stands at the middle of what is in it: from small ones the outermost records are not far. */
const EXTENT_ZOOM = 7;

/** Goes once to where the query's records are, unless an area says where to look. */
function useFitting(open: OpenMap | null, query: QueryMapProps['query']): void {
  const extent = useQuery({ ...inSight(query, EXTENT_ZOOM, WORLD), enabled: open !== null && !query.bbox }).data;
  const done = useRef(query.bbox !== undefined);
  useEffect(() => {
    if (!open || !extent || done.current) return;
    done.current = true;
    const spots = [...extent.cells, ...extent.places];
    if (spots.length === 0) return;
    const [x, y] = [spots.map(({ longitude }) => longitude), spots.map(({ latitude }) => latitude)];
    open.map.fitBounds([Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)], {
      ...{ padding: 56, maxZoom: 9, animate: false },
    });
  }, [open, extent]);
}

/** Draws an answer, and hears what is clicked. */
function useMarks(
  open: OpenMap | null,
  answer: MapAnswer | undefined,
  onSelect: (id: string) => void,
  language: string,
): Marks | null {
  const [marks, setMarks] = useState<Marks | null>(null);
  const select = useRef(onSelect);
  useEffect(() => {
    select.current = onSelect;
  }, [onSelect]);
  useEffect(() => {
    if (!open) return;
    const made = new Marks(open);
    setMarks(made);
    const { map } = open;
    const over = { layers: [...MARK_LAYERS] };
    map.on('mousemove', ({ point }) => {
      map.getContainer().dataset.over = map.queryRenderedFeatures(point, over).length > 0 ? 'yes' : 'no';
    });
    map.on('click', ({ point, lngLat }) => {
      const hit = map.queryRenderedFeatures(point, over);
      const cell = hit.find(({ source }) => source === 'cells');
      if (cell) return goTo(open, { longitude: lngLat.lng, latitude: lngLat.lat, n: 0 });
      const [smallest] = hit.sort((a, b) => Number(a.properties.radius) - Number(b.properties.radius));
      if (smallest) select.current(String(smallest.properties.id));
    });
    return () => setMarks(null);
  }, [open]);
  useEffect(() => {
    if (!marks || !answer) return;
    const format = new Intl.NumberFormat(language, { notation: 'compact' });
    marks.setCells(answer.cells, (n) => format.format(n));
    marks.setPlaces(answer.places.filter((place) => signOf(place) !== 'none'));
  }, [marks, answer, language]);
  return marks;
}

function goTo(open: OpenMap | null, { longitude, latitude }: MapCell): void {
  if (!open) return;
  const camera = { center: [longitude, latitude] as [number, number], zoom: Math.min(open.map.getZoom() + 2, 15) };
  open.map.easeTo({ ...camera, duration: motion() });
}
