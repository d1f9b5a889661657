import { useSyncExternalStore } from 'react';
import { useSecond, useStation } from '../../shared/kitchen-context.ts';
import { type StripModel, stripModel } from '../connection/strip-model.ts';

/** The connection ladder of this screen, counting by the second only while something is to be counted. */
export function useStripModel(source: 'none' | 'saved' | 'edge'): StripModel {
  const { station } = useStation();
  const { status } = station.client;
  const current = useSyncExternalStore(status.subscribe, status.getSnapshot);
  const nowMs = useSecond((atMs) => (current.level === 'server_lost' ? atMs : 0));
  return stripModel({ status: current, source, savedAsOfMs: station.savedAsOfMs, nowMs });
}
