import type { CommandInput, CommandName } from '@passbell/core/wire/command-registry';
import type { Edge } from '@passbell/edge-server/compose';
import { demoLocation } from './restaurant/demo-location.ts';
import { demoMenu } from './restaurant/demo-menu.ts';
import { demoOpeningStock } from './restaurant/demo-opening-stock.ts';
import { demoStaff } from './restaurant/demo-staff.ts';

/**
 * Furnishes the demo restaurant on its first start; later starts find everything and change nothing. Each step has its
 * own key and looks first, so a start that was cut off is finished by the next one.
 */
export async function seedDemo(edge: Edge): Promise<void> {
  const { reads, ownDevice } = edge.services;
  const commit = async <Name extends CommandName>(step: string, name: Name, args: CommandInput<Name>) => {
    const outcome = await edge.dispatch({
      name,
      key: `demo-seed:${step}`,
      device: ownDevice,
      sessionToken: null,
      args,
    });
    if (outcome.status === 'refused')
      throw new Error(`the demo could not be furnished: ${name} was refused, ${JSON.stringify(outcome.error)}`);
  };
  if (reads.location() === undefined) {
    const { id: _id, ...location } = demoLocation;
    await commit('location', 'configureLocation', { location });
  }
  if (reads.menuHead() === undefined) await commit('menu', 'activateMenu', { document: demoMenu });
  const known = new Set(reads.staff().map((person) => person.id));
  for (const { id, name, role, pin } of demoStaff.filter((person) => !known.has(person.id))) {
    await commit(`staff:${id}`, 'addStaff', { staffId: id, name, role, pin });
  }
  if (reads.stockLevels().length === 0) {
    await commit('stock', 'receiveStock', { lines: [...demoOpeningStock], reason: 'Opening stock' });
  }
}
