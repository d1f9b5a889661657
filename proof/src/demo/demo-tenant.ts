import { demoLocation } from './restaurant/demo-location.ts';

/** Whose the demo restaurant is, at the edge and in the cloud. */
export const DEMO_TENANT = { orgId: 'org-saltmarsh', locationId: demoLocation.id } as const;
