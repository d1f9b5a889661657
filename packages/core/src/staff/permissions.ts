/** What a person may be. */
export const STAFF_ROLES = ['manager', 'server', 'bartender', 'cashier', 'host', 'cook'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** What a device may be. `server` is the box itself: its own command line and its own jobs. */
export const DEVICE_ROLES = ['pos', 'kds', 'kiosk', 'integration', 'server'] as const;
export type DeviceRole = (typeof DEVICE_ROLES)[number];

/** Everything that can be permitted. Each command and each read declares exactly one. */
export const PERMISSIONS = [
  'location.read',
  'location.manage',
  'menu.read',
  'menu.manage',
  'orders.read',
  'orders.place',
  'orders.cancel',
  'orders.hand_over',
  'payments.cash',
  'kitchen.read',
  'kitchen.work',
  'kitchen.seen',
  'stock.read',
  'stock.adjust',
  'stock.eighty_six',
  'staff.read',
  'staff.sign_in',
  'staff.manage',
  'devices.manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const SERVICE: readonly Permission[] = [
  'orders.read',
  'orders.place',
  'orders.hand_over',
  'kitchen.read',
  'stock.read',
];

const STAFF_GRANTS: Readonly<Record<StaffRole, readonly Permission[]>> = {
  manager: PERMISSIONS,
  server: [...SERVICE, 'payments.cash', 'orders.cancel', 'stock.eighty_six'],
  bartender: [...SERVICE, 'payments.cash', 'orders.cancel', 'stock.eighty_six', 'kitchen.work'],
  cashier: [...SERVICE, 'payments.cash', 'orders.cancel'],
  host: SERVICE,
  cook: ['orders.read', 'kitchen.read', 'kitchen.work', 'kitchen.seen', 'stock.read', 'stock.eighty_six'],
};

interface DeviceGrant {
  /** What the device may by itself. */
  readonly alone: readonly Permission[];
  /** What it may while a person is signed in whose role may it too. */
  readonly withStaff: readonly Permission[];
}

const DEVICE_GRANTS: Readonly<Record<DeviceRole, DeviceGrant>> = {
  pos: {
    alone: ['location.read', 'menu.read', 'stock.read', 'staff.read', 'staff.sign_in'],
    withStaff: [
      'orders.read',
      'orders.place',
      'orders.cancel',
      'orders.hand_over',
      'payments.cash',
      'kitchen.read',
      'stock.adjust',
      'stock.eighty_six',
    ],
  },
  kds: {
    alone: ['location.read', 'menu.read', 'kitchen.read', 'kitchen.work', 'kitchen.seen', 'stock.read'],
    withStaff: [],
  },
  kiosk: { alone: ['location.read', 'menu.read', 'stock.read', 'orders.place'], withStaff: [] },
  integration: {
    alone: [
      'location.read',
      'menu.read',
      'stock.read',
      'orders.read',
      'orders.place',
      'orders.cancel',
      'orders.hand_over',
      'kitchen.read',
    ],
    withStaff: [],
  },
  server: { alone: PERMISSIONS, withStaff: [] },
};

export type PermissionAnswer = 'allowed' | 'session_required' | 'permission_denied';

/** Whether a device, and the person signed in on it if any, may do something. Denies what is not granted by name. */
export function permits(permission: Permission, device: DeviceRole, staff: StaffRole | null): PermissionAnswer {
  const grant = DEVICE_GRANTS[device];
  if (grant.alone.includes(permission)) return 'allowed';
  if (!grant.withStaff.includes(permission)) return 'permission_denied';
  if (staff === null) return 'session_required';
  return STAFF_GRANTS[staff].includes(permission) ? 'allowed' : 'permission_denied';
}
