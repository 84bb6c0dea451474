import type { Queries } from '../record/index.ts';

/** A row of `cairn.appointment`, as a deed writes it. */
export interface AppointmentRow {
  readonly id: string;
  readonly compartment: string;
  readonly account: string;
  readonly proposed_by: string;
  readonly approved_by: string | null;
  readonly state: 'proposed' | 'done' | 'refused';
  readonly at: string;
}

const ROW = `select id, compartment, account, proposed_by, approved_by, state, to_json(at) #>> '{}' as at from cairn.appointment`;

export async function appointmentRow(db: Queries, id: string): Promise<AppointmentRow | null> {
  return (await db.query(`${ROW} where id = $1`, [id])).rows[0] ?? null;
}

export interface OpenAppointment extends AppointmentRow {
  readonly code: string;
  readonly place: string;
  readonly name: string;
  readonly proposer: string;
}

/** Those that wait for a reviewer, the newest first. */
export async function openAppointments(db: Queries): Promise<OpenAppointment[]> {
  const { rows } = await db.query(
    `select p.*, c.code, c.name as place, a.name, b.name as proposer
     from (${ROW} where state = 'proposed') p join cairn.compartment c on c.id = p.compartment
     join cairn.account a on a.id = p.account join cairn.account b on b.id = p.proposed_by
     order by p.at desc, p.id`,
  );
  return rows;
}
