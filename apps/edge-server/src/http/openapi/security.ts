import type { ZodOpenApiComponentsObject } from 'zod-openapi';

/** How a caller says who it is. */
export const SECURITY_SCHEMES: NonNullable<ZodOpenApiComponentsObject['securitySchemes']> = {
  deviceToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'The token of a device, printed once by `npm run edge -- devices add`.',
  },
  deviceCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'passbell_device',
    description: 'The same token where a browser holds it. Changes must then come from a page of the same origin.',
  },
  session: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Passbell-Session',
    description: 'The person signed in on the device (`signIn`), for what the device may not do alone.',
  },
};

/** A device, alone or with a person signed in on it. */
export const AUTHENTICATED: Record<string, string[]>[] = [
  { deviceToken: [] },
  { deviceToken: [], session: [] },
  { deviceCookie: [] },
  { deviceCookie: [], session: [] },
];
