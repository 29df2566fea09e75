import { describe, expect, it } from 'vitest';
import { ROLES } from '../../database/core-rows';
import { HOST_ROLES } from '../host-roles';
import { check } from '../check';
import { isHostOnly } from '../host-only';
import { findingsWith, shopWith, type RuleCase } from '../testing';

const role = (key: string, permissions: string[], declared: object[] = []): Record<string, unknown> => ({
  '/rbac': { roles: [{ key, label: 'L', permissions }], permissions: declared },
});
const AT = '/rbac/roles/0/permissions/0';
const onLines = { key: 'shop.lines', models: [{ model: 'Line', actions: ['read', 'create'] }] };
const onSales = { key: 'shop.sales', models: [{ model: 'sales.Order', actions: ['read'] }] };
const REQUIRES = {
  '/compatibility': {
    requires: [
      { key: 'kernel', version: '^3' },
      { key: 'sales', version: '*' },
    ],
  },
};

describe('what an addon grants', () => {
  it('knows the roles that every host has', () => {
    expect([...HOST_ROLES].sort()).toEqual(ROLES.map(({ key }) => key).sort());
  });

  it.each<RuleCase>([
    ['is never everything, in no role', role('clerk', ['*']), [`ROLE-ALL ${AT}`]],
    ['is never everything, least of all in a role of the host', role('viewer', ['*']), [`ROLE-ALL ${AT}`]],
    ['adds its own permissions to a role of the host', role('viewer', ['shop.lines'], [onLines]), []],
    [
      'adds nothing of another addon to a role of the host',
      { ...REQUIRES, ...role('viewer', ['shop.sales'], [onSales]) },
      [`warning ROLE-HOST ${AT}`],
    ],
    ['gives what it requires to a role of its own', { ...REQUIRES, ...role('clerk', ['shop.sales'], [onSales]) }, []],
    [
      'gives nothing of an addon that it does not require',
      role('clerk', ['shop.sales'], [onSales]),
      ['warning GRANT-FOREIGN /rbac/permissions/0/models/0/model'],
    ],
    [
      'gives nothing of the host',
      role('clerk', ['shop.users'], [{ key: 'shop.users', models: [{ model: 'core.User', actions: ['read'] }] }]),
      ['warning GRANT-FOREIGN /rbac/permissions/0/models/0/model'],
    ],
    ['is spelled with a verb', role('clerk', ['orders.view', 'Order.edit', 'shop.lines.export', 'orders.send', 'orders.action:send']), []],
    ['is not spelled with another word', role('clerk', ['orders.write']), [`warning GRANT-NOTHING ${AT}`]],
    ['is not spelled with a star', role('clerk', ['orders.*']), [`warning GRANT-NOTHING ${AT}`]],
    ['names an action of the model itself', role('clerk', ['lines.send']), [`warning GRANT-NOTHING ${AT}`]],
    [
      'is a verb where it is declared too',
      role('clerk', ['shop.lines'], [{ key: 'shop.lines', models: [{ model: 'Line', actions: ['write', 'read'] }] }]),
      ['warning GRANT-NOTHING /rbac/permissions/0/models/0/actions/0'],
    ],
    [
      'is nothing where a permission that stands for nothing is called like one',
      role('clerk', ['orders.write'], [{ key: 'orders.write' }]),
      [`warning GRANT-NOTHING ${AT}`],
    ],
    ['may be of its own making', role('clerk', ['shop.reports'], [{ key: 'shop.reports' }]), []],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });

  it('suggests the verb that is meant', () => {
    const { diagnostics } = check(shopWith(role('clerk', ['orders.write'])));
    const finding = diagnostics.find((one) => !isHostOnly(one));
    expect(finding?.suggestion).toEqual({ from: 'write', to: 'update' });
  });
});

describe('names that are taken', () => {
  it.each(['core', 'kernel', 'metacore', 'public'])('no addon is called %s', (key) => {
    expect(findingsWith({ '/metadata/key': key }).filter((line) => line.startsWith('KEY'))).toEqual(['KEY-RESERVED /metadata/key']);
  });

  it.each(['view', 'read', 'list', 'export', 'update', 'delete', 'shop.create'])('an action called %s is told that it is a verb', (key) => {
    expect(findingsWith({ '/contributions/actions/0/key': key })).toContain('warning ACT-VERB /contributions/actions/0/key');
  });

  it.each(['send', 'review', 'viewed'])('an action called %s is not', (key) => {
    expect(findingsWith({ '/contributions/actions/0/key': key })).not.toContain('warning ACT-VERB /contributions/actions/0/key');
  });
});
