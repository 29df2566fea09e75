/** The rows a new database starts with, as a Metacore host has them before any addon: two organizations, five users. */

export const ORGANIZATIONS = [
  { id: '11111111-1111-4111-8111-111111111111', name: 'Acme Workshop', slug: 'acme' },
  { id: '22222222-2222-4222-8222-222222222222', name: 'Globex Retail', slug: 'globex' },
] as const;

export const USERS = [
  { id: 'a0000000-0000-4000-8000-000000000001', organization: 0, name: 'Ada Romero', email: 'ada@acme.test', role: 'admin' },
  { id: 'a0000000-0000-4000-8000-000000000002', organization: 0, name: 'Bruno Díaz', email: 'bruno@acme.test', role: 'agent' },
  { id: 'a0000000-0000-4000-8000-000000000003', organization: 0, name: 'Carla Núñez', email: 'carla@acme.test', role: 'viewer' },
  { id: 'b0000000-0000-4000-8000-000000000001', organization: 1, name: 'Dana Köhler', email: 'dana@globex.test', role: 'admin' },
  { id: 'b0000000-0000-4000-8000-000000000002', organization: 1, name: 'Emil Novak', email: 'emil@globex.test', role: 'agent' },
] as const;

export const BRANCHES = [
  { id: 'c0000000-0000-4000-8000-000000000001', organization: 0, name: 'Main street', code: 'main' },
  { id: 'c0000000-0000-4000-8000-000000000002', organization: 1, name: 'Harbour', code: 'harbour' },
] as const;

/** Roles a host has before any addon. What agents and viewers may do comes from the addons they work with. */
export const ROLES = [
  { key: 'owner', name: 'Owner', permissions: ['*'] },
  { key: 'admin', name: 'Administrator', permissions: ['*'] },
  { key: 'agent', name: 'Agent', permissions: [] },
  { key: 'viewer', name: 'Viewer', permissions: [] },
] as const;
