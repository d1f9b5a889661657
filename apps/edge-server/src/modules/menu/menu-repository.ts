import { createHash } from 'node:crypto';
import { canonicalJson } from '@passbell/core/kernel/canonical-json';
import { ACTIVE_MENU_SLOT } from '@passbell/core/menu/decide-menu';
import type { MenuDocument } from '@passbell/core/menu/menu-document';
import { indexMenu, type MenuIndex } from '@passbell/core/menu/menu-index';
import type { MenuHeadView } from '@passbell/core/wire/views';
import type { ReadTx } from '../../journal/transactions.ts';

/** A menu's name for ever: SHA-256 of its canonical JSON, lower-case hex. */
export function menuHash(document: MenuDocument): string {
  return createHash('sha256').update(canonicalJson(document)).digest('hex');
}

export function activeMenuHead(tx: ReadTx): MenuHeadView | undefined {
  const row = tx.row<MenuHeadView>('menu_activations', [ACTIVE_MENU_SLOT]);
  return row && { hash: row.hash, version: row.version, activatedMs: row.activatedMs };
}

/** The stored text of a menu document, which is its canonical JSON. */
function menuText(tx: ReadTx, hash: string): string | undefined {
  return tx.first(tx.db.selectFrom('menu_documents').select('body').where('hash', '=', hash))?.body;
}

/** How many menus stay indexed: the active one and the one before it. */
const KEPT_MENUS = 2;

/** Keeps menus at hand between commands. A document never changes under its hash, so nothing here can be stale. */
export interface MenuCache {
  active(tx: ReadTx): MenuIndex | undefined;
  /** The stored text of a document; the one asked for last is kept, as every screen asks for the same. */
  text(tx: ReadTx, hash: string): string | undefined;
}

export function createMenuCache(): MenuCache {
  const known = new Map<string, MenuIndex>();
  let lastText: { readonly hash: string; readonly text: string } | null = null;
  return {
    text: (tx, hash) => {
      if (lastText?.hash === hash) return lastText.text;
      const text = menuText(tx, hash);
      if (text !== undefined) lastText = { hash, text };
      return text;
    },
    active: (tx) => {
      const head = activeMenuHead(tx);
      if (!head) return undefined;
      const cached = known.get(head.hash);
      if (cached) return cached;
      const row = tx.row<{ body: MenuDocument }>('menu_documents', [head.hash]);
      if (!row) return undefined;
      const menu = indexMenu(row.body, head.hash);
      known.set(head.hash, menu);
      for (const hash of [...known.keys()].slice(0, -KEPT_MENUS)) known.delete(hash);
      return menu;
    },
  };
}
