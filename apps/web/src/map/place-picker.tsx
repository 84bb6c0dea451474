import '../words/map.ts';
import type { PlacePrecision } from '@cairn/model';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.ts';
import { MapFrame } from './map-frame.tsx';
import { Marks, signOf } from './marks.ts';
import { HOME } from './open-map.ts';
import { boundsOf } from './place-map.tsx';
import styles from './toolbar.module.css';
import { useMap } from './use-map.ts';

interface Props {
  /** What is set now; null for none. Radius in metres, null where no circle can be drawn. */
  spot: { latitude: number; longitude: number; radius: number | null; precision: PlacePrecision } | null;
  /** A point was set, with as many decimals as a pixel of the map is worth. */
  onPoint: (latitude: number, longitude: number) => void;
}

/** A small map on which a point is set by a click, or with the keyboard at its middle. */
export function PlacePicker({ spot, onPoint }: Props) {
  const { say } = useWords();
  const start = useRef(spot ? boundsOf([spot]) : HOME);
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
  const [latitude, longitude, radius, precision] = [spot?.latitude, spot?.longitude, spot?.radius, spot?.precision];
  useEffect(() => {
    if (!marks || !open) return;
    if (latitude === undefined || longitude === undefined || precision === undefined) return marks.setPlaces([]);
    const mark = { id: 'spot', latitude, longitude, radius: radius ?? null, precision };
    // What has no radius of its own still shows where the point was set, as a small ring.
    marks.setPlaces([signOf(mark) === 'none' ? { ...mark, radius: 1, precision: 'near' } : mark]);
    const [west, south, east, north] = boundsOf([mark]);
    const sight = open.map.getBounds();
    const inSight = sight.contains([west, south]) && sight.contains([east, north]);
    if (!inSight) open.map.fitBounds([west, south, east, north], { padding: 32, maxZoom: 13, animate: false });
  }, [marks, open, latitude, longitude, radius, precision]);

  const takeMiddle = () => {
    if (!open) return;
    const { lat, lng } = open.map.getCenter();
    onPoint(...rounded(lat, lng, open.map.getZoom()));
  };
  return (
    <div className={styles.whole}>
      <MapFrame container={container} open={open} failed={failed} height={260} />
      {!failed && (
        <div className={styles.bar}>
          <button type="button" className={styles.tool} onClick={takeMiddle}>
            {say('map.pickMiddle')}
          </button>
          <span className={styles.hint}>{say('map.pickHint')}</span>
        </div>
      )}
    </div>
  );
}

/** No more decimals than the map shows: a click on a map of the country is not exact to the metre. */
function rounded(latitude: number, longitude: number, zoom: number): [number, number] {
  const decimals = Math.max(1, Math.min(6, Math.ceil(Math.log10((512 * 2 ** zoom) / 360))));
  const cut = (n: number) => Number(n.toFixed(decimals));
  return [cut(latitude), cut(((((longitude + 180) % 360) + 360) % 360) - 180)];
}
