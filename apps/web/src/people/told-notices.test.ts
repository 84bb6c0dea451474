import { expect, test } from 'vitest';
import type { Notice } from './shapes.ts';
import { joinNotices } from './told-notices.ts';

const team = { id: 't', code: 'TEA', name: 'Team' };
const notice = (given: Partial<Notice>): Notice => ({
  at: '2031-03-04T10:00:00Z',
  what: 'operator-change',
  compartment: team,
  who: ['Ana', 'operator:root'],
  ...given,
});

test('what befell several people in one go is one line with all their names', () => {
  const told = joinNotices([
    notice({ at: '2031-03-04T10:00:02Z', who: ['Borys', 'operator:root'] }),
    notice({ at: '2031-03-04T10:00:01Z' }),
    notice({}),
  ]);
  expect(told).toEqual([
    {
      at: '2031-03-04T10:00:02Z',
      what: 'operator-change',
      compartment: team,
      who: ['Borys', 'Ana'],
      by: ['operator:root'],
    },
  ]);
});

test('another deed, another place, another hand or another day is another line', () => {
  const first = notice({});
  const others = [
    notice({ what: 'travel' }),
    notice({ compartment: { ...team, id: 'u' } }),
    notice({ who: ['Ana', 'Borys'] }),
    notice({ at: '2031-03-02T10:00:00Z' }),
  ];
  for (const other of others) expect(joinNotices([first, other])).toHaveLength(2);
});
