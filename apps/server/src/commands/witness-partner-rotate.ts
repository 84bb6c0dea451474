import { takeRotation } from '../anchors/rotations.ts';
import { operatorName } from '../record/index.ts';
import { type Command, word } from './command.ts';
import { textOfGiven } from './given-file.ts';
import { withInstance } from './with-instance.ts';

export const witnessPartnerRotate: Command = {
  usage: 'witness partner rotate FILE',
  summary: 'Takes in a partner\'s new keys, from the file of "cairn log rotate" at the partner.',
  details:
    'The file must be signed by the key known here and by the new one. Whoever took the old key could make such a file\n' +
    'too: compare the new key with the partner in person or by telephone before you go on.',
  options: {},
  words: [1, 1],
  async run(context, words) {
    const text = await textOfGiven(word(words, 0));
    const done = await withInstance(context, (instance) => takeRotation(instance, operatorName(), text));
    const lines = [
      ...(done.key === null ? [] : [`The log ${done.origin} is known by this key now: ${done.key}`]),
      ...(done.witness === null ? [] : [`Its witness is known by this key now: ${done.witness}`]),
      `Its old keys may be in other hands since ${done.since}.`,
      'COMPARE the new keys with the partner in person or by telephone: whoever took the old ones could have made this file.',
    ];
    context.out(context.json ? JSON.stringify(done) : lines.join('\n'));
    return 0;
  },
};
