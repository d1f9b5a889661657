import type { WorldReport } from './run-world.ts';
import type { SimOptions } from './sim-options.ts';

/** A world to run; without options those that its seed draws. */
export interface WorldOrder {
  readonly seed: number;
  readonly options: SimOptions | null;
}

export interface ToWorker {
  readonly worlds: readonly WorldOrder[];
}

export type FromWorker =
  | { readonly type: 'ready' | 'done' }
  | { readonly type: 'report'; readonly report: WorldReport; readonly cpuMs: number }
  | { readonly type: 'failed'; readonly reason: string };
