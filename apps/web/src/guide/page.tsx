import '../words/guide.ts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { type Language, useWords } from '../words/words.ts';
import { Blocks } from './blocks.tsx';
import styles from './page.module.css';
import type { Guide } from './shapes.ts';

const TEXTS: Record<Language, () => Promise<{ guide: Guide; pictures: Readonly<Record<string, string>> }>> = {
  en: () => import('cairn-guide:en'),
  uk: () => import('cairn-guide:uk'),
};

/** The guide in the reader's language: contents, parts with addresses of their own, pictures that load when they near. */
export function GuidePage() {
  const { say, language } = useWords();
  const answer = useQuery({
    queryKey: ['guide', language],
    queryFn: () => TEXTS[language](),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const hash = useLocation({ select: (at) => at.hash });
  const there = answer.data;
  // The parts arrive after the page: who came for one of them is led to it then.
  useEffect(() => {
    if (there && hash) document.getElementById(hash)?.scrollIntoView();
  }, [there, hash]);
  if (answer.error) return <Trouble error={answer.error} again={answer.refetch} />;
  if (!there) return <Waiting />;
  const { guide, pictures } = there;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{guide.title}</h1>
        <Button variant="default" size="sm" onClick={() => print()}>
          {say('guide.print')}
        </Button>
      </header>
      <nav className={styles.contents} aria-labelledby="contents">
        <h2 id="contents">{say('guide.contents')}</h2>
        <ol>
          {guide.parts.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ol>
      </nav>
      <article className={styles.text}>
        <Blocks blocks={guide.opening} pictures={pictures} />
        <p className={styles.about}>{say('guide.about')}</p>
        {guide.parts.map(({ id, title, blocks }) => (
          <section key={id} aria-labelledby={id}>
            <h2 id={id} tabIndex={-1}>
              <a href={`#${id}`}>{title}</a>
            </h2>
            <Blocks blocks={blocks} pictures={pictures} />
            <a className={styles.top} href="#contents">
              {say('guide.top')}
            </a>
          </section>
        ))}
      </article>
    </div>
  );
}
