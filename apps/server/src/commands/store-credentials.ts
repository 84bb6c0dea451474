import { keepCredentials, placeName, type S3Place, storesNow } from '../store/index.ts';
import { type Command, UsageError } from './command.ts';
import { CREDENTIALS_HELP, givenCredentials } from './s3-credentials.ts';
import { withInstance } from './with-instance.ts';

export const storeCredentials: Command = {
  usage: 'store credentials [--key-stdin]',
  summary: 'Takes other credentials for the S3 store in use. What serves takes them up within minutes.',
  details: CREDENTIALS_HELP,
  options: { 'key-stdin': { type: 'boolean' } },
  words: [0, 0],
  async run(context, _words, values) {
    const given = await givenCredentials(context, values['key-stdin'] === true);
    if (given === null) throw new UsageError(`No credentials were given.\n${CREDENTIALS_HELP}`);
    const taken = await withInstance(context, async (instance) => {
      const { setting } = await storesNow(instance);
      const places = [setting.current, ...setting.former].filter((place): place is S3Place => place.kind === 's3');
      for (const place of places) keepCredentials(instance.data.keys, place, given);
      return places.map(placeName);
    });
    if (taken.length === 0) throw new UsageError('No S3 store is in use: the files lie in the folder.');
    context.out(context.json ? JSON.stringify({ stores: taken }) : `Taken for ${taken.join(' and ')}.`);
    return 0;
  },
};
