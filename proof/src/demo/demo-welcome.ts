import { demoLocation } from './restaurant/demo-location.ts';
import { demoMenu } from './restaurant/demo-menu.ts';
import { demoStaff } from './restaurant/demo-staff.ts';

interface Places {
  readonly edgeUrl: string;
  readonly cloudUrl: string;
  readonly home: string;
}

/** What is printed when the demo is open: where its pages are and who signs in with which PIN. */
export function demoWelcome({ edgeUrl, cloudUrl, home }: Places): string {
  const kitchen = demoMenu.stations.map(({ id, name }, at) => {
    const title = at === 0 ? 'Kitchen displays' : '';
    return `  ${title.padEnd(18)}${edgeUrl}/kds/?station=${id}`.padEnd(66) + name;
  });
  const people = demoStaff.map(
    ({ name, role, pin }, at) =>
      `  ${(at === 0 ? 'Demo PINs' : '').padEnd(18)}${name.padEnd(18)}${role.padEnd(12)}${pin}`,
  );
  return [
    '',
    `${demoLocation.name} is open.`,
    '',
    `  ${'Till (POS)'.padEnd(18)}${edgeUrl}/pos/`,
    ...kitchen,
    `  ${'Head office'.padEnd(18)}${cloudUrl}/`,
    `  ${'For integrators'.padEnd(18)}${edgeUrl}/openapi.json`,
    '',
    ...people,
    '',
    `  Everything is kept in ${home}, logs are in ${home}/logs.`,
    '  Play a day into it with: npm run demo -- --orders 500',
    '  Stop it with Ctrl-C.',
    '',
  ].join('\n');
}
