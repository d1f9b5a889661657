import { ERROR_CATALOGUE, type ErrorCode } from '@passbell/core/errors/error-code';
import { FEED_LIMITS } from '@passbell/core/wire/feed-messages';
import type { StoredCommand } from '@passbell/edge-client/queue-store';
import { z } from 'zod';

/**
 * Everything a page may ask of the main process. Both sides parse: the main process trusts no page, the page no other
 * version of the main process.
 */
const codes = Object.keys(ERROR_CATALOGUE) as [ErrorCode, ...ErrorCode[]]; // Object.keys forgets the literal types.
const key = z.string().regex(/^[\x21-\x7e]{1,200}$/u);

const storedCommand: z.ZodType<StoredCommand> = z
  .strictObject({
    key,
    position: z.int().min(0),
    lane: z.string().min(1).max(200),
    name: z.string().min(1).max(60),
    args: z.record(z.string(), z.json()),
    staffId: z.string().max(100).nullable(),
    optimistic: z.boolean(),
    settleTopics: z.array(z.string().max(100)).max(FEED_LIMITS.maxTopics),
    createdMs: z.number(),
    attempts: z.int().min(0),
    state: z.enum(['waiting', 'rejected', 'blocked']),
    error: z.strictObject({ code: z.enum(codes), params: z.record(z.string(), z.json()) }).nullable(),
    blockedBy: key.nullable(),
  })
  .refine(({ args }) => JSON.stringify(args).length <= FEED_LIMITS.maxFrameBytes, {
    message: 'is larger than a frame',
  });

/** Pages name their documents without a dot; what has one belongs to the shell. */
const documentName = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/u);
const documentText = z.string().max(20_000_000);

const origin = z
  .string()
  .max(300)
  .refine((text) => URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol) && new URL(text).origin === text, {
    message: 'is not the origin of an edge',
  });

export const shellSettings = z.strictObject({
  /** Where the edge is; null before pairing. */
  edgeUrl: origin.nullable(),
  /** The device's token; null before pairing. Kept in the system's safe storage. */
  deviceToken: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/u)
    .nullable(),
});
export type ShellSettings = z.infer<typeof shellSettings>;

const { edgeUrl, deviceToken } = shellSettings.shape;
const settingsChange = z.strictObject({ edgeUrl: edgeUrl.exactOptional(), deviceToken: deviceToken.exactOptional() });

export const appInfo = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** False: the machine has no keystore, and what is kept on it is readable by whoever takes the disk. */
  isSealed: z.boolean(),
});
export type AppInfo = z.infer<typeof appInfo>;

const nothing = z.null();

/** Operation by name: the arguments in order, and the answer. */
export const IPC_CONTRACT = {
  'queue.load': { args: z.tuple([]), answer: z.array(storedCommand) },
  'queue.put': { args: z.tuple([storedCommand]), answer: nothing },
  'queue.remove': { args: z.tuple([z.array(key).max(10_000)]), answer: nothing },
  'documents.read': { args: z.tuple([documentName]), answer: documentText.nullable() },
  'documents.write': { args: z.tuple([documentName, documentText]), answer: nothing },
  'settings.read': { args: z.tuple([]), answer: shellSettings },
  'settings.write': { args: z.tuple([settingsChange]), answer: shellSettings },
  'app.info': { args: z.tuple([]), answer: appInfo },
} as const satisfies Record<string, { args: z.ZodType<readonly unknown[]>; answer: z.ZodType }>;

export type IpcOperation = keyof typeof IPC_CONTRACT;
export type IpcArgs<Name extends IpcOperation> = z.output<(typeof IPC_CONTRACT)[Name]['args']>;
export type IpcAnswer<Name extends IpcOperation> = z.output<(typeof IPC_CONTRACT)[Name]['answer']>;

/** The channel an operation goes over. */
export function ipcChannel(operation: IpcOperation): string {
  return `passbell:${operation}`;
}
