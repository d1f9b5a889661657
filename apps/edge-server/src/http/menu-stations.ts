import { z } from 'zod';
import type { EdgeReads } from '../modules/edge-reads.ts';

const stationsOf = z.object({ stations: z.array(z.object({ id: z.string(), name: z.string() })) });

export interface MenuStation {
  readonly id: string;
  readonly name: string;
}

/** The stations of the active menu; none where no menu is active. Parses the whole menu: not for hot paths. */
export function menuStations(reads: EdgeReads): readonly MenuStation[] {
  const head = reads.menuHead();
  const text = head === undefined ? undefined : reads.menuText(head.hash);
  return text === undefined ? [] : stationsOf.parse(JSON.parse(text)).stations;
}
