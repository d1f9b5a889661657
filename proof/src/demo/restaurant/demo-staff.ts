import type { StaffRole } from '@passbell/core/staff/permissions';

/** Somebody who works at the demo restaurant. The PINs are printed at start: nothing here is secret. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly pin: string;
}

/** Staff of every role. Ids are fixed, so a demo that is started again finds its people. */
export const demoStaff: readonly DemoPerson[] = [
  { id: '0197a3c0-0000-7000-8000-000000000001', name: 'Marisol Vega', role: 'manager', pin: '2468' },
  { id: '0197a3c0-0000-7000-8000-000000000002', name: 'Ana Reyes', role: 'server', pin: '1111' },
  { id: '0197a3c0-0000-7000-8000-000000000003', name: 'Luis Moreno', role: 'server', pin: '2222' },
  { id: '0197a3c0-0000-7000-8000-000000000004', name: 'Priya Shah', role: 'server', pin: '3333' },
  { id: '0197a3c0-0000-7000-8000-000000000005', name: 'Dev Okafor', role: 'bartender', pin: '4444' },
  { id: '0197a3c0-0000-7000-8000-000000000006', name: 'Mei Tanaka', role: 'cashier', pin: '5555' },
  { id: '0197a3c0-0000-7000-8000-000000000007', name: 'Jo Lindqvist', role: 'host', pin: '6666' },
  { id: '0197a3c0-0000-7000-8000-000000000008', name: 'Sam Carter', role: 'cook', pin: '7777' },
  { id: '0197a3c0-0000-7000-8000-000000000009', name: 'Nora Haddad', role: 'cook', pin: '8888' },
  { id: '0197a3c0-0000-7000-8000-00000000000a', name: 'Tomás Silva', role: 'cook', pin: '9999' },
];
