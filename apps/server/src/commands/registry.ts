import type { Command } from './command.ts';

/** Every command by its name. Each is loaded when it is called, so that none waits for another's parts. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  'user add': async () => (await import('./user-add.ts')).userAdd,
  'user invite': async () => (await import('./user-invite.ts')).userInvite,
  'user list': async () => (await import('./user-list.ts')).userList,
  'user suspend': async () => (await import('./user-suspend.ts')).userSuspend,
  'user readmit': async () => (await import('./user-readmit.ts')).userReadmit,
  'user reset': async () => (await import('./user-reset.ts')).userReset,
  'compartment add': async () => (await import('./compartment-add.ts')).compartmentAdd,
  'member set': async () => (await import('./member-set.ts')).memberSet,
  'member remove': async () => (await import('./member-remove.ts')).memberRemove,
  'member list': async () => (await import('./member-list.ts')).memberList,
  'lead appoint': async () => (await import('./lead-appoint.ts')).leadAppoint,
  'token create': async () => (await import('./token-create.ts')).tokenCreate,
  'token list': async () => (await import('./token-list.ts')).tokenList,
  'token revoke': async () => (await import('./token-revoke.ts')).tokenRevoke,
  import: async () => (await import('./import.ts')).importCommand,
  'evidence add': async () => (await import('./evidence-add.ts')).evidenceAdd,
  'evidence examine': async () => (await import('./evidence-examine.ts')).evidenceExamine,
  audit: async () => (await import('./audit.ts')).auditCommand,
  rebuild: async () => (await import('./rebuild.ts')).rebuildCommand,
  proof: async () => (await import('./proof.ts')).proofCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  'checkpoint export': async () => (await import('./checkpoint-export.ts')).checkpointExport,
  'witness request': async () => (await import('./witness-request.ts')).witnessRequest,
  'witness sign': async () => (await import('./witness-sign.ts')).witnessSign,
  'witness add': async () => (await import('./witness-add.ts')).witnessAdd,
  'witness token': async () => (await import('./witness-token.ts')).witnessToken,
  'witness remove': async () => (await import('./witness-remove.ts')).witnessRemove,
  'witness ask': async () => (await import('./witness-ask.ts')).witnessAsk,
  'witness serve': async () => (await import('./witness-serve.ts')).witnessServe,
  'witness partner add': async () => (await import('./witness-partner-add.ts')).witnessPartnerAdd,
  'witness partner list': async () => (await import('./witness-partner-list.ts')).witnessPartnerList,
  'witness partner remove': async () => (await import('./witness-partner-remove.ts')).witnessPartnerRemove,
  'witness forks': async () => (await import('./witness-forks.ts')).witnessForks,
  'log key': async () => (await import('./log-key.ts')).logKey,
  'log rotate': async () => (await import('./log-rotate.ts')).logRotate,
  'witness partner rotate': async () => (await import('./witness-partner-rotate.ts')).witnessPartnerRotate,
  'log publish': async () => (await import('./log-publish.ts')).logPublish,
  'erase request': async () => (await import('./erase-request.ts')).eraseRequest,
  'erase approve': async () => (await import('./erase-approve.ts')).eraseApprove,
  'erase refuse': async () => (await import('./erase-refuse.ts')).eraseRefuse,
  'erase list': async () => (await import('./erase-list.ts')).eraseList,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  'database url': async () => (await import('./database-url.ts')).databaseUrl,
};

/** The longest command name at the head of the words, or null. */
export function commandAt(words: readonly string[]): string | null {
  const longest = [3, 2, 1].find((n) => words.length >= n && Object.hasOwn(COMMANDS, words.slice(0, n).join(' ')));
  return longest === undefined ? null : words.slice(0, longest).join(' ');
}
