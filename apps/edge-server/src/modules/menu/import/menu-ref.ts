import { createHash } from 'node:crypto';
import { menuRef } from '@passbell/core/kernel/ids';

/** Eight letters that stand for a text. The same text always gives the same ones, so a second import finds its own. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Keeps an id of another system if a menu can carry it; else makes one from it that stays the same in every import. */
export function toMenuRef(raw: string): string {
  if (menuRef.safeParse(raw).success) return raw;
  const kept = raw
    .slice(0, 200)
    .replace(/[^A-Za-z0-9_.:#-]+/gu, '-')
    .replace(/^[^A-Za-z0-9]+/u, '')
    .slice(0, 50);
  return `${kept === '' ? 'id' : kept}-${shortHash(raw)}`;
}

/** An id from a name: readable letters, then a hash that tells apart names with equal letters. */
export function refFromName(kind: string, name: string): string {
  const folded = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-');
  const slug = folded.replace(/^-+/u, '').slice(0, 40).replace(/-+$/u, '');
  const hash = shortHash(`${kind}\u0000${name.normalize('NFC').toLowerCase()}`);
  return slug === '' ? `${kind}-${hash}` : `${slug}-${hash}`;
}
