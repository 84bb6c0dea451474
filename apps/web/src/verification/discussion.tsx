import '../words/verification.ts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { AnyRecord } from '../api/shapes.ts';
import { mayWrite } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { usePeopleNames } from '../library/people-names.ts';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useAuthor } from '../panel/author.ts';
import { Moment } from '../panel/moment.tsx';
import { fieldName } from '../value/field-name.ts';
import { useWords } from '../words/words.ts';
import { guardedAs, useChanging } from './change.ts';
import { CommentField } from './comment-field.tsx';
import styles from './discussion.module.css';
import { focusSoon, useFirstFocus } from './focus.ts';
import { mentionedIn } from './mentions.ts';
import { useMembers } from './people.ts';
import { type About, about } from './questions.ts';

type Said = About['comment'];

/** What members say to one another about a record, or about one field of it: threads, the open ones first. */
export function Discussion({ record, field }: { record: AnyRecord; field?: string | undefined }) {
  const { say } = useWords();
  const { who } = useVisit();
  const comments = useQuery(about(record.id, 'comment'));
  if (comments.isPending) return <Waiting />;
  if (comments.error) return <Trouble error={comments.error} again={comments.refetch} />;
  const all = comments.data;
  const threads = all.filter(({ body }) => body.answers === undefined || !all.some(({ id }) => id === body.answers));
  const open = threads.filter(({ body }) => body.resolved === undefined);
  const settled = threads.filter(({ body }) => body.resolved !== undefined);
  const may = mayWrite(who, record.compartment);
  return (
    <div className={styles.discussion}>
      {threads.length === 0 && <p className={styles.soft}>{say('verification.noComments')}</p>}
      {open.map((comment) => (
        <Thread key={comment.id} record={record} comment={comment} all={all} may={may} />
      ))}
      {may && <Write record={record} field={field} />}
      {settled.length > 0 && (
        <details>
          <summary>{say('verification.settledOnes', { n: settled.length })}</summary>
          {settled.map((comment) => (
            <Thread key={comment.id} record={record} comment={comment} all={all} may={may} />
          ))}
        </details>
      )}
    </div>
  );
}

function Thread({
  record,
  comment,
  all,
  may,
}: {
  record: AnyRecord;
  comment: Said;
  all: readonly Said[];
  may: boolean;
}) {
  const { say } = useWords();
  const { who } = useVisit();
  const [answering, setAnswering] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { busy, trouble, amend } = useChanging();
  const answers = all.filter(({ body }) => body.answers === comment.id);
  const { resolved } = comment.body;
  const settle = () =>
    void amend(
      comment,
      { resolved: resolved ? null : { by: who.account.id, at: new Date().toISOString() } },
      say(resolved ? 'verification.reopen' : 'verification.settle'),
    );
  return (
    <article className={styles.thread}>
      <One comment={comment} />
      {answers.map((each) => (
        <div key={each.id} className={styles.answer}>
          <One comment={each} />
        </div>
      ))}
      {may && (
        <div className={styles.buttons}>
          {!answering && (
            <Button ref={opener} size="compact-xs" variant="default" onClick={() => setAnswering(true)}>
              {say('verification.answer')}
            </Button>
          )}
          <Button size="compact-xs" variant="default" loading={busy} onClick={settle}>
            {say(resolved ? 'verification.reopen' : 'verification.settle')}
          </Button>
        </div>
      )}
      {trouble !== '' && <p role="alert">{trouble}</p>}
      {answering && (
        <Write
          record={record}
          field={comment.body.field}
          answers={comment.id}
          onDone={() => {
            setAnswering(false);
            focusSoon(opener);
          }}
        />
      )}
    </article>
  );
}

function One({ comment }: { comment: Said }) {
  const { say } = useWords();
  const author = useAuthor();
  const nameOf = usePeopleNames();
  const { field, text, resolved } = comment.body;
  return (
    <div className={styles.one}>
      <p className={styles.by}>
        <b>{author(nameOf(comment.author))}</b> <Moment at={comment.at} />
        {field && <span className={styles.soft}>{say('verification.onField', { field: fieldName(field, say) })}</span>}
      </p>
      <p className={styles.text}>{text}</p>
      {resolved && (
        <p className={styles.soft}>
          <Glyph name="calm" /> {say('verification.settledBy', { name: nameOf(resolved.by) })}
        </p>
      )}
    </div>
  );
}

interface WriteProps {
  record: AnyRecord;
  field?: string | undefined;
  answers?: string;
  onDone?: () => void;
}

function Write({ record, field, answers, onDone }: WriteProps) {
  const { say } = useWords();
  const members = useMembers(record.compartment);
  const [text, setText] = useState('');
  const { busy, trouble, add } = useChanging();
  const form = useFirstFocus<HTMLFormElement>(answers !== undefined);

  async function send(event: FormEvent) {
    event.preventDefault();
    if (text.trim() === '') return;
    const mentions = mentionedIn(text, members);
    const body = {
      about: record.id,
      text: text.trim(),
      ...(field === undefined ? {} : { field }),
      ...(mentions.length === 0 ? {} : { mentions }),
      ...(answers === undefined ? {} : { answers }),
      ...guardedAs(record),
    };
    if (!(await add('comment', record.compartment, body, say('verification.reason.comment')))) return;
    setText('');
    form.current?.querySelector('textarea')?.focus();
    onDone?.();
  }

  return (
    <form ref={form} className={styles.write} onSubmit={(event) => void send(event)}>
      <CommentField
        label={answers ? say('verification.answer') : say('verification.write')}
        value={text}
        people={members}
        onChange={setText}
      />
      {trouble !== '' && <p role="alert">{trouble}</p>}
      <div className={styles.buttons}>
        <Button type="submit" size="compact-sm" loading={busy} disabled={text.trim() === ''}>
          {say('verification.send')}
        </Button>
        {onDone && (
          <Button size="compact-sm" variant="default" onClick={onDone}>
            {say('verification.leave')}
          </Button>
        )}
      </div>
    </form>
  );
}
