import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import { err, ok, type Result } from '@passbell/core/kernel/result';
import { menuDocument } from '@passbell/core/menu/menu-document';
import { activateMenu } from '@passbell/core/wire/house-commands';
import { z } from 'zod';
import { defineRead } from './read-operation.ts';

const HASH_EXAMPLE = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const DOCUMENT_EXAMPLE = activateMenu.example.args.document;

const noMenu = (params: { hash: string } | Record<string, never>): Result<never, DomainError> =>
  err(domainError('menu_not_found', params));

export const getMenu = defineRead({
  operationId: 'getMenu',
  path: '/v1/menu',
  permission: 'menu.read',
  summary: 'Read the active menu',
  description:
    'The document. Its ETag is its hash: send it back as If-None-Match and get 304 while the menu is the same. ' +
    'Passbell-Menu-Version and Passbell-Menu-Activated-Ms tell which activation it is.',
  params: z.strictObject({}),
  query: z.strictObject({}),
  answer: menuDocument,
  example: { params: {}, query: {}, answer: DOCUMENT_EXAMPLE },
  refusals: ['menu_not_found'],
  read: ({ reads }) => {
    const head = reads.menuHead();
    const text = head === undefined ? undefined : reads.menuText(head.hash);
    if (head === undefined || text === undefined) return noMenu({});
    const headers = {
      ETag: `"${head.hash}"`,
      'Cache-Control': 'private, no-cache',
      'Passbell-Menu-Version': String(head.version),
      'Passbell-Menu-Activated-Ms': String(head.activatedMs),
    };
    return ok({ document: { jsonText: text }, headers });
  },
});

export const getMenuByHash = defineRead({
  operationId: 'getMenuByHash',
  path: '/v1/menus/{hash}',
  permission: 'menu.read',
  summary: 'Read a menu by its hash',
  description: 'Active or not. It never changes, so it may be kept for ever.',
  params: z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/u, { message: 'is 64 hexadecimal digits' }) }),
  query: z.strictObject({}),
  answer: menuDocument,
  example: { params: { hash: HASH_EXAMPLE }, query: {}, answer: DOCUMENT_EXAMPLE },
  refusals: ['menu_not_found'],
  read: ({ reads }, { params: { hash } }) => {
    const text = reads.menuText(hash);
    if (text === undefined) return noMenu({ hash });
    return ok({
      document: { jsonText: text },
      headers: { ETag: `"${hash}"`, 'Cache-Control': 'private, max-age=31536000, immutable' },
    });
  },
});
