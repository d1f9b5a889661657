import { expect, test } from 'vitest';
import { DEVICE_ROLES, PERMISSIONS, permits, STAFF_ROLES } from './permissions.ts';

test('a kitchen screen never touches money, and a kiosk only orders', () => {
  for (const staff of [null, ...STAFF_ROLES]) {
    expect(permits('payments.cash', 'kds', staff)).toBe('permission_denied');
    expect(permits('orders.cancel', 'kiosk', staff)).toBe('permission_denied');
  }
});

test('a till needs a person for what a person answers for, and the person needs the right', () => {
  expect(permits('payments.cash', 'pos', null)).toBe('session_required');
  expect(permits('payments.cash', 'pos', 'cook')).toBe('permission_denied');
  expect(permits('payments.cash', 'pos', 'cashier')).toBe('allowed');
});

test('nobody but the box itself manages devices, menu and people', () => {
  for (const device of DEVICE_ROLES.filter((role) => role !== 'server')) {
    for (const staff of STAFF_ROLES) {
      for (const permission of ['devices.manage', 'menu.manage', 'staff.manage', 'location.manage'] as const) {
        expect(permits(permission, device, staff)).toBe('permission_denied');
      }
    }
  }
  expect(PERMISSIONS.every((permission) => permits(permission, 'server', null) === 'allowed')).toBe(true);
});
