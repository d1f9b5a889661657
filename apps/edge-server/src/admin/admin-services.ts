import type { EdgeServices } from '../edge-services.ts';
import type { SystemPorts } from '../system-ports.ts';

/** What admin commands work on, in a running edge as in one opened for a single command. */
export type AdminServices = Pick<EdgeServices, 'journalFile' | 'journal' | 'dispatch' | 'reads' | 'ownDevice'> & {
  readonly ports: SystemPorts;
};
