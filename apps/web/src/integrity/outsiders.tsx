import { Moment } from '../panel/moment.tsx';
import { useWords } from '../words/words.ts';
import { Command, Fingerprint, Line, List, Outsider, Part } from './part.tsx';
import { reasonWords } from './reasons.ts';
import type { Anchors, Authority, Fork, Partner, Rotation, Witness } from './shapes.ts';

/** Partners' logs that showed two histories. Nothing stands here while none did. */
export function Forks({ forks }: { forks: Fork[] }) {
  const { say } = useWords();
  if (forks.length === 0) return null;
  return (
    <Part title={say('forks.title', { n: forks.length })} framed>
      <List>
        {forks.map(({ origin, name, seen, size, kind }) => (
          <Outsider key={`${origin} ${size}`} name={name} address={name === origin ? null : origin}>
            <Line state="alarm">{say(kind === 'two-roots' ? 'forks.twoRoots' : 'forks.otherHistory', { size })}</Line>
            <Moment at={seen} />
          </Outsider>
        ))}
      </List>
      <p>{say('forks.meaning')}</p>
      <p>
        {say('forks.toDo')} <Command>witness forks --json</Command>
      </p>
    </Part>
  );
}

export function Authorities({ anchors: { authorities, schedule } }: { anchors: Anchors }) {
  const { say } = useWords();
  return (
    <Part title={say('authorities.title')}>
      {authorities.length === 0 ? (
        <Line state="notice">
          {say('authorities.none')} <Command>stamp authority add --help</Command>
        </Line>
      ) : (
        <List>
          {authorities.map((authority) => (
            <AuthorityRow key={authority.name} authority={authority} />
          ))}
        </List>
      )}
      {authorities.length > 0 && (
        <p>
          {say('authorities.schedule', { hours: schedule.everyHours })} <Moment at={schedule.next} />
        </p>
      )}
    </Part>
  );
}

function AuthorityRow({ authority: { name, url, active, last, failing } }: { authority: Authority }) {
  const { say } = useWords();
  return (
    <Outsider name={name} address={url}>
      {last ? (
        <>
          <Line state="calm">{say('authorities.last', { size: last.size })}</Line>
          <Moment at={last.genTime} />
        </>
      ) : (
        <Line state="notice">{say('authorities.none.yet')}</Line>
      )}
      {!active && <Line state="notice">{say('authorities.inactive')}</Line>}
      {active && failing && <Line state="notice">{reasonWords(failing, say)}</Line>}
    </Outsider>
  );
}

export function Witnesses({ witnesses }: { witnesses: Witness[] }) {
  const { say } = useWords();
  return (
    <Part title={say('witnesses.title')}>
      {witnesses.length === 0 ? (
        <Line state="notice">
          {say('witnesses.none')} <Command>witness add --help</Command>
        </Line>
      ) : (
        <List>
          {witnesses.map((witness) => (
            <WitnessRow key={witness.name} witness={witness} />
          ))}
        </List>
      )}
    </Part>
  );
}

function WitnessRow({ witness }: { witness: Witness }) {
  const { say } = useWords();
  const { name, url, active, last, failing, alarming } = witness;
  return (
    <Outsider name={name} address={url}>
      {last ? (
        <>
          <Line state={active ? 'calm' : 'plain'}>{say('witnesses.last', { size: last.size })}</Line>
          {last.at && <Moment at={last.at} />}
        </>
      ) : (
        <Line state="notice">{say('witnesses.none.yet')}</Line>
      )}
      {!active && <Line state="notice">{say('witnesses.inactive')}</Line>}
      {active && url === null && <p>{say('witnesses.byFile')}</p>}
      {active && failing && <Line state={alarming ? 'alarm' : 'notice'}>{reasonWords(failing, say)}</Line>}
    </Outsider>
  );
}

/** The other way round: whose logs are cosigned from here. */
export function Witnessing({ witnessing: { on, partners } }: { witnessing: Anchors['witnessing'] }) {
  const { say } = useWords();
  return (
    <Part title={say('witnessing.title')}>
      <p>{say(on ? 'witnessing.on' : 'witnessing.off')}</p>
      {partners.length === 0 ? (
        <p>{say('witnessing.none')}</p>
      ) : (
        <List>
          {partners.map((partner) => (
            <PartnerRow key={partner.origin} partner={partner} />
          ))}
        </List>
      )}
    </Part>
  );
}

function PartnerRow({ partner: { name, origin, size, at, refused } }: { partner: Partner }) {
  const { say } = useWords();
  return (
    <Outsider name={name} address={name === origin ? null : origin}>
      <p>{size > 0 ? say('witnessing.last', { size }) : say('witnessing.none.yet')}</p>
      {at && <Moment at={at} />}
      {refused && (
        <Line state="notice">
          {say('witnessing.refused')} {reasonWords(refused.message, say)}
        </Line>
      )}
    </Outsider>
  );
}

export function Keys({ rotations }: { rotations: Rotation[] }) {
  const { say } = useWords();
  const titles = { log: 'life.key.log', revision: 'life.key.revision', witness: 'life.key.witness' } as const;
  return (
    <Part title={say('logKeys.title')}>
      {rotations.length === 0 ? (
        <p>{say('keys.never')}</p>
      ) : (
        <List>
          {rotations.map(({ what, since, oldKey, newKey }) => (
            <Outsider key={newKey} name={say(titles[what as keyof typeof titles] ?? 'life.key.other')}>
              <p>
                {say('keys.since')} <Moment at={since} />
              </p>
              <Fingerprint label={say('keys.old')} value={oldKey} />
              <Fingerprint label={say('keys.new')} value={newKey} />
            </Outsider>
          ))}
        </List>
      )}
    </Part>
  );
}
