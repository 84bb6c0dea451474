import '../words/map.ts';
import { boundsOfShape, describePlace, type FuzzyPlace, radiusOf, shapeOf, spotOf } from '@cairn/model';
import { useEffect, useMemo, useState } from 'react';
import { useWords } from '../words/words.ts';
import { circleAround } from './ground.ts';
import { MapFrame } from './map-frame.tsx';
import { type Mark, Marks, signOf } from './marks.ts';
import { HOME } from './open-map.ts';
import type { PlaceMapProps } from './shapes.ts';
import { SignOf } from './sign.tsx';
import styles from './toolbar.module.css';
import { useMap } from './use-map.ts';

/** The places of one record: lines and areas, a dot where it is exact, else circles of true radius; beneath it the same in words. */
export function PlaceMap({ places }: PlaceMapProps) {
  const { say, language } = useWords();
  const shown = useMemo(() => places.flatMap(marksOf), [places]);
  const named = shown.filter(({ id }, at) => shown.findIndex((each) => each.id === id) === at);
  const { container, open, failed } = useMap(say('map.placesTitle'), boundsOf(shown));
  const [marks, setMarks] = useState<Marks | null>(null);
  useEffect(() => {
    if (!open) return;
    // A page scrolls past it: the wheel is the page's.
    open.map.scrollZoom.disable();
    setMarks(new Marks(open));
    return () => setMarks(null);
  }, [open]);
  useEffect(() => {
    if (!marks || !open) return;
    marks.setPlaces(shown);
    open.map.fitBounds(boundsOf(shown), { padding: 32, maxZoom: 13, animate: false });
  }, [marks, open, shown]);
  if (shown.length === 0) return null;
  return (
    <section className={styles.whole} aria-label={say('map.placesTitle')}>
      <MapFrame container={container} open={open} failed={failed} height={240} />
      <ul className={styles.legend}>
        {named.map((mark) => (
          <li key={mark.id}>
            <SignOf sign={signOf(mark)} />
            {describePlace(places[Number(mark.id)] as FuzzyPlace, language)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Its line or area, then its own point; nothing for a place with neither, or around which no circle can honestly be drawn. */
function marksOf(place: FuzzyPlace, index: number): Mark[] {
  const [id, { precision }, shape] = [String(index), place, shapeOf(place)];
  const { point: _, ...rest } = place;
  const spot = shape && spotOf(rest);
  const drawn: Mark[] = spot ? [{ ...spot, id, precision, shape }] : [];
  const own = place.point && { ...place.point, id, radius: radiusOf(place), precision };
  return own && signOf(own) !== 'none' ? [...drawn, own] : drawn;
}

/** Around all of them with their radii, and enough beside them to know where that is; of lines and areas what they take up. */
export function boundsOf(
  marks: readonly Pick<Mark, 'longitude' | 'latitude' | 'radius' | 'shape'>[],
): [number, number, number, number] {
  const points = marks.flatMap(({ longitude, latitude, radius, shape }) => {
    if (shape) {
      const [west, south, east, north] = boundsOfShape(shape);
      return [
        [west, south],
        [east, north],
      ];
    }
    const around = circleAround(longitude, latitude, Math.max((radius ?? 0) * 2.2, 12_000)).coordinates[0] ?? [];
    return around.map(([x = 0, y = 0]) => [x, y]);
  });
  if (points.length === 0) return HOME;
  const [x, y] = [points.map(([at = 0]) => at), points.map(([, at = 0]) => at)];
  return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
}
