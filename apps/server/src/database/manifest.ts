/** What a table is, in words of the security design §4. */
export type TableClass = 'committed' | 'derived' | 'transient';

/**
 * Every table of the database. `committed`: signed or authenticated, checked by audit. `derived`: computed anew and compared
 * by audit. `transient`: holds neither content nor rights beyond the named reason. A test fails for a table that is not here.
 */
export const MANIFEST: Readonly<Record<string, { readonly class: TableClass; readonly why: string }>> = {
  'cairn.revision': { class: 'committed', why: 'signed tokens, leaves of the log' },
  'cairn.disclosure': { class: 'committed', why: 'each digest stands in its token' },
  'cairn.log_entry': { class: 'committed', why: 'under the root of every later checkpoint' },
  'cairn.log_tile': { class: 'derived', why: 'hashes over log entries' },
  'cairn.checkpoint': { class: 'committed', why: 'signed by the log' },
  'cairn.cosignature': { class: 'committed', why: 'signed by witnesses, added by deeds' },
  'cairn.deed': { class: 'committed', why: 'signed tokens, leaves of the log' },
  'cairn.account': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.compartment': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.member': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.access_token': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.passkey': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.totp': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.recovery': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.enrolment': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.appointment': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.witness': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.setting': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.witnessed_checkpoint': { class: 'committed', why: 'cosigned by this instance, the outcome of deeds' },
  'cairn.fork_seen': { class: 'committed', why: 'signed by a partner, the outcome of deeds' },
  'cairn.time_authority': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.stamp': { class: 'committed', why: 'signed by time-stamp authorities, the outcome of deeds' },
  'cairn.erasure': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.backup_made': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.store_move': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.fixity_check': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.departure': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.carried_name': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.custom_field': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.own_term': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.gazetteer': { class: 'committed', why: 'the outcome of deeds' },
  'cairn.activity': { class: 'committed', why: 'chained by a MAC whose key lies outside the database' },
  'cairn.chain_head': { class: 'committed', why: 'sealed with the same key' },
  'cairn.activity_interval': { class: 'committed', why: 'signed tokens, leaves of the log' },
  'cairn.record': { class: 'derived', why: 'projection of revisions' },
  'cairn.record_body': { class: 'derived', why: 'projection of revisions' },
  'cairn.record_search': { class: 'derived', why: 'projection of revisions' },
  'cairn.record_period': { class: 'derived', why: 'projection of revisions' },
  'cairn.record_point': { class: 'derived', why: 'projection of revisions' },
  'cairn.record_code': { class: 'derived', why: 'projection of revisions' },
  'cairn.record_name': { class: 'derived', why: 'projection of revisions' },
  'cairn.record_count': { class: 'derived', why: 'projection of revisions' },
  'cairn.record_scene': { class: 'derived', why: 'periods and places of records beside each other' },
  'cairn.counter': { class: 'derived', why: 'sums over projections, together with cairn.counter_change' },
  'cairn.counter_change': { class: 'derived', why: 'sums over projections that are not added up yet' },
  'cairn.record_link': { class: 'derived', why: 'projection of revisions' },
  'cairn.record_reference': { class: 'derived', why: 'projection of revisions' },
  'cairn.external_record': { class: 'derived', why: 'projection of revisions' },
  'cairn.pending': {
    class: 'transient',
    why: 'marks entries that wait for the next step; a lost mark shows as a revision outside the log',
  },
  'cairn.rebuild_due': {
    class: 'transient',
    why: 'says after an update that derived rows are to be made anew; without it audit names what is missing',
  },
  'cairn.next_number': {
    class: 'transient',
    why: 'the last number given out; one below what is in use would be refused as taken, and audit names it',
  },
  'cairn.live_session': {
    class: 'transient',
    why: "hashes of secrets that end within a day. An account's session has the rights of its memberships, an operator's reads everything: who can write here owns the database and reads everything anyway",
  },
  'cairn.challenge': {
    class: 'transient',
    why: 'hashes of challenges that were answered; without them one could be answered again within minutes',
  },
  'cairn.totp_use': { class: 'transient', why: 'the last step used; without it a code opens twice within its minute' },
  'cairn.passkey_use': { class: 'transient', why: 'counters and days of use; no right hangs on them' },
  'cairn.totp_offer': {
    class: 'transient',
    why: 'secrets that wait minutes for a first code, which makes them a committed row',
  },
  'cairn.throttle': { class: 'transient', why: 'failed attempts under keyed hashes' },
  'cairn.known_device': {
    class: 'transient',
    why: 'hashes of what tells a known browser; it gives attempts of its own, never a session',
  },
  'cairn.ticket': {
    class: 'transient',
    why: 'hashes of tickets that end within a quarter of an hour; each opens what its session may read, and nothing once that ended',
  },
  'cairn.upload': {
    class: 'transient',
    why: 'uploads under way: sizes and whose they are, neither names nor digests; what becomes of them is committed',
  },
  'cairn.landing': {
    class: 'transient',
    why: 'addresses at which bytes land; a lost row leaves bytes that no item names, and is no way to others',
  },
  'cairn.erasing': {
    class: 'transient',
    why: 'erasures whose traces are being removed, so that a crash leaves nothing half done; no right hangs on it',
  },
  'cairn.witness_ask': { class: 'transient', why: 'when witnesses were asked last and what they answered' },
  'cairn.published_head': {
    class: 'transient',
    why: 'which checkpoint is shown until the next slot; a lost row shows the newest one',
  },
  'cairn.store_progress': { class: 'transient', why: 'how far a move of files has come; no right hangs on it' },
  'cairn.fixity_round': { class: 'transient', why: 'where reading files has come to; without it a round begins anew' },
  'cairn.fixity_reading': {
    class: 'transient',
    why: 'when each address was read last, and what failed; what failed stands in deeds too, and the next round finds it again',
  },
  'cairn.examination': {
    class: 'transient',
    why: 'items whose files wait to be looked at; what is missing is entered again from the records',
  },
  'cairn.triage_lease': {
    class: 'transient',
    why: 'who has which entry of a batch in hand for some minutes; a decision stands by its revision alone',
  },
  'cairn.possible_duplicate': {
    class: 'transient',
    why: 'pairs of records to be compared by people, and how alike; computed anew from the records, shown to whoever sees both',
  },
  'cairn.duplicate_look': {
    class: 'transient',
    why: 'which revision of a record was compared; what is missing is compared again',
  },
  'public.cairn_migration': { class: 'transient', why: 'which schema changes ran; holds neither content nor rights' },
};
