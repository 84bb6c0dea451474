import { useQuery } from '@tanstack/react-query';
import { type RefObject, useCallback, useEffect, useState } from 'react';
import { record } from '../api/questions.ts';
import type { Item } from '../api/shapes.ts';
import { useLasting } from '../evidence/links.ts';
import { NoPictures, NotFetched } from '../evidence/no-pictures.tsx';
import { evidenceOf } from '../evidence/questions.ts';
import { isHarmless } from '../evidence/sheet-state.ts';
import { bestShown, type Showing } from '../evidence/uses.ts';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { nameOf } from './entry-card.tsx';
import styles from './large.module.css';
import type { SheetEntry } from './shapes.ts';

/** What plays now, for the keys of the sheet; null where nothing does. */
export type Player = RefObject<HTMLMediaElement | null>;

interface Props {
  entry: SheetEntry;
  colour: boolean;
  /** It is not at hand yet: fetched so that the next key shows it at once, neither seen nor played. */
  ahead: boolean;
  player: Player;
}

/** The picture or the recording of an item. */
export function EntryMedia({ entry, colour, ahead, player }: Props) {
  const { say } = useWords();
  const item = useQuery(record<Item>(entry.id));
  const evidence = useQuery(evidenceOf(entry.id));
  if (item.error || evidence.error) return ahead ? null : <NoPictures error={item.error ?? evidence.error} />;
  if (!item.data || !evidence.data) return ahead ? null : <Waiting />;
  const shown = bestShown(item.data, evidence.data);
  if (!shown) return ahead ? null : <p className={styles.facts}>{say('triage.notShown')}</p>;
  const grey = !colour && !isHarmless(entry);
  return <Media key={shown.item} shown={shown} name={nameOf(entry)} grey={grey} ahead={ahead} player={player} />;
}

interface MediaProps extends Pick<Props, 'ahead' | 'player'> {
  shown: Showing;
  name: string;
  grey: boolean;
}

function Media({ shown, name, grey, ahead, player }: MediaProps) {
  const { link, broken, error, onError } = useLasting([shown.item], shown.item);
  if (ahead && (error || broken || link?.disposition !== 'inline')) return null;
  if (error) return <NoPictures error={error} />;
  if (broken) return <NotFetched />;
  if (!link) return <Waiting />;
  if (link.disposition !== 'inline') return <NoPictures error={null} />;
  const failed = () => void onError();
  if (shown.sort === 'image')
    return (
      <img
        className={styles.picture}
        src={link.url}
        alt={name}
        hidden={ahead}
        data-grey={grey}
        referrerPolicy="no-referrer"
        onError={failed}
      />
    );
  return <Recording {...{ name, grey, ahead, player, failed }} url={link.url} sort={shown.sort} />;
}

interface RecordingProps extends Omit<MediaProps, 'shown'> {
  url: string;
  sort: 'video' | 'audio';
  failed: () => void;
}

/** A film begins by itself, since the key that enlarged it asked for that: without sound, and not where the system asks for calm. */
function Recording({ url, sort, name, grey, ahead, player, failed }: RecordingProps) {
  const [element, setElement] = useState<HTMLMediaElement | null>(null);
  const mount = useCallback((found: HTMLMediaElement | null) => {
    if (found === null) return;
    silence(found);
    setElement(found);
    return () => letGo(found);
  }, []);
  useEffect(() => {
    if (element === null || ahead) return;
    player.current = element;
    if (sort === 'video' && !isCalm()) void element.play().catch(() => undefined);
    return () => {
      element.pause();
      if (player.current === element) player.current = null;
    };
  }, [element, ahead, sort, player]);
  const common = { src: url, hidden: ahead, preload: 'auto', controls: true, onError: failed } as const;
  if (sort === 'audio') return <audio className={styles.audio} ref={mount} aria-label={name} {...common} />;
  return (
    <video className={styles.picture} ref={mount} aria-label={name} data-grey={grey} loop playsInline {...common} />
  );
}

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** React leaves out the attribute, and a browser plays nothing by itself that has sound. */
function silence(recording: HTMLMediaElement): void {
  recording.muted = true;
}

/** A browser keeps what it has read of a recording until that is taken away, however long the element is gone. */
function letGo(recording: HTMLMediaElement): void {
  recording.pause();
  recording.removeAttribute('src');
  recording.load();
}

/** Seconds that a key goes on or back, and the length of a frame at 25 in a second. */
export const LEAP = 5;
export const FRAME = 1 / 25;

export function playOrPause({ current }: Player): void {
  if (current === null) return;
  if (current.paused) void current.play().catch(() => undefined);
  else current.pause();
}

/** Goes on by seconds, or back; by less than a second it stands still there, to be looked at. */
export function seek({ current }: Player, seconds: number): void {
  if (current === null) return;
  if (Math.abs(seconds) < 1) current.pause();
  const end = Number.isFinite(current.duration) ? current.duration : endOfBuffer(current);
  current.currentTime = Math.max(0, Math.min(end, current.currentTime + seconds));
}

/** What a browser recorded does not say how long it is: as far as it has been read. */
function endOfBuffer({ buffered, currentTime }: HTMLMediaElement): number {
  return buffered.length > 0 ? buffered.end(buffered.length - 1) : currentTime;
}
