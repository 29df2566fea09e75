import { expect, test } from 'vitest';
import type { Person, RoleEntry } from '../../kernel/security/people';
import { DEFAULT_PRINCIPAL } from '../../kernel/security/default-principal';
import { principalOf } from './viewers';

const carla: Person = {
  userId: 'u3',
  organizationId: 'o1',
  organizationName: 'Acme',
  name: 'Carla',
  email: 'carla@acme.test',
  roles: ['viewer'],
  isAdmin: false,
};
const role = (organizationId: string, key: string, addonKey = ''): RoleEntry => ({ organizationId, key, name: key, addonKey });
const known = { people: [carla], roles: [role('o1', 'admin'), role('o1', 'support_lead', 'tickets'), role('o2', 'cashier', 'till')] };

test('a person looks with the role they have', () => {
  expect(principalOf(known, { userId: 'u3', role: null })).toEqual(carla);
});

test('a person looks with another role of their organization', () => {
  expect(principalOf(known, { userId: 'u3', role: 'support_lead' })).toEqual({ ...carla, roles: ['support_lead'] });
  expect(principalOf(known, { userId: 'u3', role: 'admin' })).toEqual({ ...carla, roles: ['admin'], isAdmin: true });
});

test('a role of another organization, or one that is gone, is not taken', () => {
  expect(principalOf(known, { userId: 'u3', role: 'cashier' })).toEqual(carla);
  expect(principalOf(known, { userId: 'u3', role: 'gone' })).toEqual(carla);
});

test('while nobody is known the first administrator looks', () => {
  expect(principalOf({ people: [], roles: [] }, { userId: 'u3', role: 'admin' })).toEqual(DEFAULT_PRINCIPAL);
});
