import '../words/map.ts';
import type { PlacePrecision, PlaceShape, Position } from '@cairn/model';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.ts';
import { MapFrame } from './map-frame.tsx';
import { type Mark, Marks, signOf } from './marks.ts';
import { boundsOf } from './place-map.tsx';
import styles from './toolbar.module.css';
import { useMap } from './use-map.ts';

/** What is set now. Radius in metres, null where no circle can be drawn. */
interface PickedSpot {
  latitude: number;
  longitude: number;
  radius: number | null;
  precision: PlacePrecision;
}

/** A line or an area that is drawn by hand, point after point. */
export interface Drawn {
  /** What stands so far, a line or ring after the other. */
  paths: readonly (readonly Position[])[];
  onTakeBack: () => void;
  onDone: () => void;
}

interface Props {
  spot: PickedSpot | null;
  /** The line or area with the point that stands for it, once it can be drawn. */
  shaped: (PickedSpot & { shape: PlaceShape }) | null;
  /** Given while a line or an area is drawn: each point that is set is its next one. */
  drawn: Drawn | null;
  /** A point was set, with as many decimals as a pixel of the map is worth. */
  onPoint: (latitude: number, longitude: number) => void;
}

/** A small map on which a point is set, or a line or an area drawn, by clicks or with the keyboard at its middle. */
export function PlacePicker({ spot, shaped, drawn, onPoint }: Props) {
  const { say } = useWords();
  const shown = marksOf(spot, shaped);
  const start = useRef(boundsOf(shown));
  const { container, open, failed } = useMap(say('map.pickTitle'), start.current);
  const [marks, setMarks] = useState<Marks | null>(null);
  const put = useRef(onPoint);
  useEffect(() => {
    put.current = onPoint;
  }, [onPoint]);
  useEffect(() => {
    if (!open) return;
    const { map } = open;
    map.on('click', ({ lngLat }) => put.current(...rounded(lngLat.lat, lngLat.lng, map.getZoom())));
    setMarks(new Marks(open));
    return () => setMarks(null);
  }, [open]);
  const drawing = drawn !== null;
  useEffect(() => {
    if (!open) return;
    open.map.getContainer().dataset.drawing = drawing ? 'yes' : 'no';
    // Two points set one soon after the other are no wish to come closer.
    if (drawing) open.map.doubleClickZoom.disable();
    else open.map.doubleClickZoom.enable();
  }, [open, drawing]);

  const state = JSON.stringify(shown);
  useEffect(() => {
    if (!marks || !open) return;
    const now = JSON.parse(state) as Mark[];
    marks.setPlaces(now);
    if (now.length === 0 || drawing) return;
    const [west, south, east, north] = boundsOf(now);
    const sight = open.map.getBounds();
    const inSight = sight.contains([west, south]) && sight.contains([east, north]);
    if (!inSight) open.map.fitBounds([west, south, east, north], { padding: 32, maxZoom: 13, animate: false });
  }, [marks, open, state, drawing]);
  const draft = JSON.stringify(drawn?.paths ?? []);
  useEffect(() => marks?.setDraft(JSON.parse(draft)), [marks, draft]);

  const takeMiddle = () => {
    if (!open) return;
    const { lat, lng } = open.map.getCenter();
    onPoint(...rounded(lat, lng, open.map.getZoom()));
  };
  return (
    <div className={styles.whole}>
      <MapFrame container={container} open={open} failed={failed} height={drawing ? 360 : 260} />
      {!failed && (
        <div className={styles.bar}>
          <button type="button" className={styles.tool} onClick={takeMiddle}>
            {say(drawing ? 'place.shape.addMiddle' : 'map.pickMiddle')}
          </button>
          {drawn && (
            <>
              <button
                type="button"
                className={styles.tool}
                disabled={drawn.paths.length === 0}
                onClick={drawn.onTakeBack}
              >
                {say('place.shape.takeBack')}
              </button>
              <button type="button" className={styles.tool} onClick={drawn.onDone}>
                {say('place.shape.done')}
              </button>
            </>
          )}
          <span className={styles.hint} role={drawing ? 'status' : undefined}>
            {say(drawing ? 'place.shape.drawHint' : 'map.pickHint')}
          </span>
        </div>
      )}
    </div>
  );
}

function marksOf(spot: Props['spot'], shaped: Props['shaped']): Mark[] {
  const own = spot && { ...spot, id: 'spot' };
  return [
    ...(shaped ? [{ ...shaped, id: 'shape' }] : []),
    // What has no radius of its own still shows where the point was set, as a small ring.
    ...(own ? [signOf(own) === 'none' ? { ...own, radius: 1, precision: 'near' as const } : own] : []),
  ];
}

/** No more decimals than the map shows: a click on a map of the country is not exact to the metre. */
function rounded(latitude: number, longitude: number, zoom: number): [number, number] {
  const decimals = Math.max(1, Math.min(6, Math.ceil(Math.log10((512 * 2 ** zoom) / 360))));
  const cut = (n: number) => Number(n.toFixed(decimals));
  return [cut(latitude), cut(((((longitude + 180) % 360) + 360) % 360) - 180)];
}
