import type { Problem } from '@cairn/model';

/** Characters (code points) of a password: length over rules, as NIST SP 800-63B-4 §3.1.1 has it. */
export const PASSWORD_LENGTH = { least: 12, most: 1024 } as const;

/**
 * The commonest passwords of twelve characters and more, of public lists, and what people make of this product's name.
 * Lower case, with letters and digits alone: that is how candidates are compared.
 */
const COMMON: ReadonlySet<string> = new Set(
  (
    '123456789012 1234567890123 12345678901234 123456789123 1234567891234 123456123456 123123123123 121212121212 ' +
    '112233445566 123456654321 098765432109 987654321098 987654321987 000000000001 123456789abc 123456789qwe 123qwe123qwe ' +
    '1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc q1w2e3r4t5y6 qazwsxedcrfv qwertyuiop12 qwertyuiop123 qwertyuiop1234 ' +
    'qwertyqwerty qwerty123456 qwerty1234567 qwerty12345678 qwerty123456789 qwertyuiopas qwertyuiopasdf qwertyuiopasdfghjkl ' +
    'asdfghjkl123 asdfghjklzxcvbnm zxcvbnm12345 zxcvbnmasdfghjkl qwertyasdfgh qwertyzxcvbn abcdefghijkl abcdefghijklm ' +
    'abcdefg12345 abcd12345678 abc123abc123 abcabcabcabc aaaaaabbbbbb password1234 password12345 password123456 ' +
    'password12345678 passwordpassword passw0rd1234 p4ssw0rd1234 mypassword123 mypassword12 newpassword1 newpassword123 ' +
    'changeme1234 changemenow1 letmein12345 letmeinplease welcome12345 welcome123456 iloveyou1234 iloveyou12345 ' +
    'iloveyouforever administrator administrator1 admin1234567 admin12345678 adminadmin12 adminadminadmin rootrootroot ' +
    'testtesttest test12345678 football1234 baseball1234 sunshine1234 princess1234 superman1234 batmanbatman ' +
    'dragondragon monkeymonkey masterpassword correcthorsebatterystaple trustno1trustno1 unknownunknown whateverwhatever ' +
    'cairncairncairn cairnpassword cairn1234567 humanrights123 humanrights2026 slavaukraini slavaukraini1 slavaukraini2022 ' +
    'slavaukraini2014 ukraine12345 ukraine123456 ukraine20222022 йцукенгшщзхї йцукенгшщзхъ йцукен123456 парольпароль пароль123456 ' +
    'славаукраїні славаукраине'
  ).split(' '),
);

/**
 * Why a text cannot be a password; null when it can. No rule about kinds of characters: length is what counts.
 *
 * @param whose what belongs to the account and is therefore no secret
 */
export function checkPassword(text: string, whose: { email?: string; name?: string } = {}): Problem | null {
  const password = text.normalize('NFKC');
  const length = [...password].length;
  if (length < PASSWORD_LENGTH.least)
    return refused(`needs ${PASSWORD_LENGTH.least} characters or more; several words in a row are a good way`);
  if (length > PASSWORD_LENGTH.most) return refused(`may have ${PASSWORD_LENGTH.most} characters at most`);
  const core = coreOf(password);
  if (new Set(password.toLowerCase()).size < 3) return refused('repeats one or two characters');
  if (COMMON.has(core))
    return refused('is among the first that are tried; take several words that belong to you alone');
  const [local] = (whose.email ?? '').split('@');
  const known = [whose.email, local, whose.name].map((each) => coreOf((each ?? '').normalize('NFKC')));
  // A name with a year behind it is no better than the name.
  if (known.some((each) => each.length > 3 && core.replace(each, '').length < 5 && core.includes(each)))
    return refused('is little more than the name or e-mail address of the account');
  return null;
}

/** Lower case, letters and digits alone. */
function coreOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function refused(message: string): Problem {
  return { path: '/password', code: 'weak-password', message };
}
