/** The PINs of supervisors: who has one, and whose one is (APPROVAL-PIN). How hosts keep theirs is not published; these are salted and hashed. */
import { compile, sql } from '../database/sql';
import { notFound, invalidFields, RequestFailure } from '../failure';
import { asCaller, type Operation } from '../operation/operation';
import type { Principal } from '../principal';
import { listPeople } from '../security/people';
import { fromHex, plainBytes, toHex } from '../values/encoding';

const PIN = /^\d{4,12}$/;
const ROUNDS = 100_000;
const SALT_BYTES = 16;

/** What is kept of a PIN. A stored salt that is damaged makes no PIN right. */
async function hashOf(pin: string, salt: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt: plainBytes(fromHex(salt) ?? new Uint8Array()), iterations: ROUNDS },
    key,
    256,
  );
  return toHex(new Uint8Array(bits));
}

/**
 * Gives a person of the organization a PIN of 4 to 12 digits, or takes it away with null: one's own, and for administrators anybody's.
 * @throws RequestFailure 403, 404 nobody of the organization, 422
 */
export async function setPin(operation: Operation, userId: string, pin: unknown): Promise<void> {
  const { principal } = operation;
  if (!principal.isAdmin && principal.userId !== userId)
    throw new RequestFailure(403, 'Permission denied', { code: 'permission_denied', permission: 'playground' });
  const people = await listPeople(operation.database);
  if (!people.some((person) => person.userId === userId && person.organizationId === principal.organizationId))
    throw notFound('nobody of the organization is called so');
  if (pin === null) {
    await asCaller(operation, (session) => session.run(compile(sql`delete from metacore.supervisor_pins where user_id = ${userId}`)));
    return;
  }
  if (typeof pin !== 'string' || !PIN.test(pin)) throw invalidFields({ pin: [{ code: 'regex' }] });
  const salt = toHex(crypto.getRandomValues(new Uint8Array(SALT_BYTES)));
  const hash = await hashOf(pin, salt);
  await asCaller(operation, (session) =>
    session.run(
      compile(sql`insert into metacore.supervisor_pins (organization_id, user_id, salt, hash)
        values (${principal.organizationId}, ${userId}, ${salt}, ${hash})
        on conflict (user_id) do update set salt = excluded.salt, hash = excluded.hash`),
    ),
  );
}

/** Whose PIN it is, of the people whom `may` lets; null for nobody's. All are looked at, so that the time tells nothing. */
export async function ownerOfPin(operation: Operation, pin: string, may: (person: Principal) => boolean): Promise<Principal | null> {
  const { organizationId } = operation.principal;
  const { rows } = await asCaller(operation, (session) =>
    session.run<{ user_id: string; salt: string; hash: string }>(
      compile(sql`select user_id, salt, hash from metacore.supervisor_pins where organization_id = ${organizationId} order by user_id`),
    ),
  );
  const people = (await listPeople(operation.database)).filter((person) => person.organizationId === organizationId);
  let owner: Principal | null = null;
  for (const row of rows) {
    const person = people.find(({ userId }) => userId === row.user_id);
    const isRight = (await hashOf(pin, row.salt)) === row.hash;
    if (isRight && person !== undefined && owner === null && may(person)) owner = person;
  }
  return owner;
}
