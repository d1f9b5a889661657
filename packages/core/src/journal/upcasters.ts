import { assert } from '../kernel/assert.ts';
import type { RowImage } from './domain-event.ts';

/** Brings the rows of one event from a version to the next. Pure; must not change its input. */
export type Upcaster = (rows: readonly RowImage[]) => readonly RowImage[];

/** For each event type, for each version that is no longer written, the step to the version after it. */
export type UpcasterRegistry = Readonly<Record<string, Readonly<Record<number, Upcaster>>>>;

/**
 * Every step ever needed. A released step is never edited or removed: journals written years ago still pass through
 * it. When the rows of an event type change, raise `ver` where the event is decided and add the step from the old one
 * here, with a test that feeds it a body as it was really stored.
 */
export const UPCASTERS: UpcasterRegistry = {};

function stepFrom(registry: UpcasterRegistry, type: string, ver: number): Upcaster | undefined {
  const steps = Object.hasOwn(registry, type) ? registry[type] : undefined;
  return steps !== undefined && Object.hasOwn(steps, ver) ? steps[ver] : undefined;
}

/** Whether events of this type are still written in this version. The journal refuses to write any other. */
export function isCurrentVersion(type: string, ver: number, registry: UpcasterRegistry = UPCASTERS): boolean {
  return stepFrom(registry, type, ver) === undefined;
}

/** The rows of a stored event as today's code writes them, step by step from the version they were stored in. */
export function upcast(
  type: string,
  ver: number,
  rows: readonly RowImage[],
  registry: UpcasterRegistry = UPCASTERS,
): readonly RowImage[] {
  assert(Number.isInteger(ver) && ver >= 1, `event ${type} has version ${ver}`);
  let current = rows;
  let at = ver;
  for (let step = stepFrom(registry, type, at); step !== undefined; step = stepFrom(registry, type, at)) {
    current = step(current);
    at += 1;
  }
  return current;
}
