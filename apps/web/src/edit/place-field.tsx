import {
  describePlace,
  type FuzzyPlace,
  PLACE_PRECISIONS,
  type PlacePrecision,
  placeProblems,
  radiusOf,
  shapeOf,
  spotOf,
} from '@cairn/model';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import type { FieldProblem } from '../api/client.ts';
import { PlacePicker } from '../map/index.ts';
import { placesNear } from '../map/questions.ts';
import type { GazetteerPlace } from '../map/shapes.ts';
import { useWords } from '../words/words.ts';
import { CodeChoice, Line, Problems } from './controls.tsx';
import type { Coordinates } from './coordinates.ts';
import styles from './pieces.module.css';
import { PlaceFinder } from './place-finder.tsx';
import { type PlaceForm, placeCodec } from './place-form.ts';
import { problemsAt } from './problems.ts';
import { ShapeField } from './shape-field.tsx';
import { readShapeText, withoutLast, withPoint } from './shape-form.ts';

interface Props {
  form: PlaceForm;
  problems: readonly FieldProblem[];
  onChange: (form: PlaceForm) => void;
}

/** Name in both languages, the spot if there is one, and how far around it the place may really lie. */
export function PlaceField({ form, problems, onChange }: Props) {
  const { say, language } = useWords();
  const change = (part: Partial<PlaceForm>) => onChange({ ...form, ...part });
  const at = (part: string) => problemsAt(problems, `/place/${part}`);
  const [mapped, setMapped] = useState(false);
  const [drawing, setDrawing] = useState(false);
  const { shapeKind = '', shapePoints = '' } = form;
  const isDrawn = drawing && mapped && shapeKind !== '';
  const { value, problems: unread } = placeCodec.toValue(form, undefined);
  const readable = value !== undefined && unread.length === 0 && placeProblems(value, '').length === 0;
  return (
    <div className={styles.group}>
      <PlaceFinder onPlace={(place) => change(takenFrom(place))} onPoint={(point) => change(written(point))} />
      <div className={styles.pair}>
        <Line
          label={say('edit.place.nameEn')}
          value={form.nameEn}
          problems={at('name')}
          onChange={(nameEn) => change({ nameEn })}
        />
        <Line label={say('edit.place.nameUk')} value={form.nameUk} onChange={(nameUk) => change({ nameUk })} />
      </div>
      <CodeChoice
        label={say('edit.place.precision')}
        help={say('edit.place.precisionHelp')}
        scheme="place-precision"
        codes={PLACE_PRECISIONS}
        none={say('edit.notSaid')}
        value={form.precision}
        problems={at('precision')}
        onChange={(precision) => change({ precision })}
      />
      <div className={styles.three}>
        <Line
          label={say('edit.place.latitude')}
          inputMode="decimal"
          value={form.latitude}
          problems={at('point/latitude')}
          onChange={(latitude) => change({ latitude })}
        />
        <Line
          label={say('edit.place.longitude')}
          inputMode="decimal"
          value={form.longitude}
          problems={at('point/longitude')}
          onChange={(longitude) => change({ longitude })}
        />
        <Line
          label={say('edit.place.radius')}
          inputMode="decimal"
          value={form.radius}
          problems={at('radiusM')}
          onChange={(radius) => change({ radius })}
        />
      </div>
      <Problems problems={problems.filter(({ path }) => path === '/place')} />
      {(form.codes?.length ?? 0) > 0 && (
        <p className={styles.reads}>
          <span>{say('place.codes', { codes: (form.codes ?? []).map(({ code }) => code).join(', ') })}</span>
          <button type="button" className={styles.quiet} onClick={() => change({ codes: [] })}>
            {say('place.noCodes')}
          </button>
        </p>
      )}
      <ShapeField
        form={form}
        problems={at('shape')}
        drawing={isDrawn}
        onChange={change}
        onDraw={() => {
          setMapped(true);
          setDrawing(!isDrawn);
        }}
      />
      <button type="button" className={styles.quiet} aria-expanded={mapped} onClick={() => setMapped(!mapped)}>
        {say(mapped ? 'place.hideMap' : 'place.showMap')}
      </button>
      {mapped && (
        <Suspense>
          <PlacePicker
            spot={pointIn(value)}
            shaped={shapeIn(value)}
            drawn={
              isDrawn
                ? {
                    paths: readShapeText(shapeKind, shapePoints).paths,
                    onTakeBack: () => change({ shapePoints: withoutLast(shapePoints) }),
                    onDone: () => setDrawing(false),
                  }
                : null
            }
            onPoint={(latitude, longitude) =>
              change(
                isDrawn
                  ? { shapePoints: withPoint(shapePoints, { latitude, longitude }) }
                  : written({ latitude, longitude }),
              )
            }
          />
          {value?.point && <Nearest {...value.point} />}
        </Suspense>
      )}
      <output className={styles.reads}>
        {readable && (
          <>
            <span>{say('edit.readsAs')}</span> <span>{describePlace(value, language)}</span>
          </>
        )}
      </output>
    </div>
  );
}

/** What a place of the gazetteer fills in; a field that it says nothing of is emptied, since it was of another place. */
function takenFrom(place: GazetteerPlace): PlaceForm {
  const text = (n: number | undefined) => (n === undefined ? '' : String(n));
  return {
    nameEn: place.names.en ?? place.name,
    nameUk: place.names.uk ?? '',
    latitude: text(place.latitude),
    longitude: text(place.longitude),
    radius: text(place.radiusM),
    precision: place.precision,
    codes: place.codes.map((code) => ({ ...code })),
  };
}

const written = ({ latitude, longitude }: Coordinates) => ({
  latitude: String(latitude),
  longitude: String(longitude),
});

function pointIn(place: FuzzyPlace | undefined) {
  if (!place?.point || placeProblems(place, '').length > 0) return null;
  const precision: PlacePrecision = place.precision;
  return { ...place.point, radius: radiusOf(place), precision };
}

function shapeIn(place: FuzzyPlace | undefined) {
  const shape = place && shapeOf(place);
  if (!shape) return null;
  const { point: _, ...rest } = place;
  const spot = spotOf(rest);
  return spot && { ...spot, precision: place.precision, shape };
}

/** The place nearest to the point that was set, so that a slip of the hand shows. */
function Nearest({ latitude, longitude }: Coordinates) {
  const { say, language } = useWords();
  const [nearest] = useQuery(placesNear(latitude, longitude, language)).data ?? [];
  return (
    <output className={styles.reads}>
      {nearest && say('place.nearest', { name: [nearest.name, ...nearest.admin].join(', ') })}
    </output>
  );
}
