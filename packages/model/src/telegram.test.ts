import { expect, test } from 'vitest';
import { chatsOf, readMessages } from './telegram.ts';

const message = (parts: object) => ({ id: 7, type: 'message', date: '2024-03-01T10:00:00', text: '', ...parts });

test('an export of one chat and one of a whole account are both read; anything else is none', () => {
  const chat = { name: 'River news', type: 'public_channel', id: 1234, messages: [message({ text: 'a' })] };
  expect(chatsOf(chat)).toEqual([
    { chat: { name: 'River news', type: 'public_channel', id: '1234' }, messages: chat.messages },
  ]);
  expect(chatsOf({ chats: { list: [chat, chat, 'x'] } })).toHaveLength(2);
  for (const wrong of [null, [], 'x', {}, { messages: 7 }]) expect(chatsOf(wrong)).toEqual([]);
});

test('words in pieces, a file, a caption, forwarding, answers and times are kept', () => {
  const { entries, faults } = readMessages([
    message({
      text: ['Smoke over ', { type: 'bold', text: 'the mill' }, '.'],
      ...{ file: 'video_files\\clip.mp4', from: 'Editor', forwarded_from: 'Other', edited: '2024-03-01T11:00:00' },
      ...{ reply_to_message_id: 3, date_unixtime: '1709280000' },
    }),
    message({ id: 8, photo: 'photos/photo_1.jpg' }),
    message({ id: 9, file: '(File not included. Change data exporting settings to download.)' }),
  ]);
  expect(faults).toEqual([]);
  expect(entries[0]).toEqual({
    ...{
      message: 7,
      posted: '2024-03-01T10:00:00',
      instant: '2024-03-01T08:00:00.000Z',
      edited: '2024-03-01T11:00:00',
    },
    ...{
      from: 'Editor',
      forwardedFrom: 'Other',
      answers: 3,
      text: 'Smoke over the mill.',
      file: 'video_files/clip.mp4',
    },
  });
  expect(entries[1]).toMatchObject({ file: 'photos/photo_1.jpg', text: '' });
  expect(entries[2]).toMatchObject({ leftOut: true });
});

test('what is not as it should be is named; what can be read of it is kept', () => {
  const { entries, faults, notices } = readMessages([
    7,
    { type: 'service', id: 1 },
    { type: 'poll', id: 2 },
    { ...message({ text: 'no number' }), id: 'x' },
    message({ id: 3 }),
    message({ id: 4, text: 5, photo: '../../etc/passwd' }),
    message({ id: 5, text: ['a', 7], date: 'yesterday', from: 9, date_unixtime: 'soon', reply_to_message_id: '3' }),
  ]);
  expect(notices).toBe(1);
  expect(entries).toEqual([{ message: 5, posted: '', text: 'a' }]);
  expect(faults.map(({ message: at, part, problem }) => `${at} ${part} ${problem}`)).toEqual([
    ...['#1  not-an-object', '2 type not-a-message', '#4 id wrong-type', '3  empty'],
    ...['4 text wrong-type', '4 file outside-folder', '4  empty'],
    ...['5 date wrong-type', '5 text wrong-type', '5 from wrong-type', '5 reply_to_message_id wrong-type'],
    '5 date_unixtime wrong-type',
  ]);
});
