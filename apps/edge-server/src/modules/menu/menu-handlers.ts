import { ok } from '@passbell/core/kernel/result';
import { decideActivateMenu } from '@passbell/core/menu/decide-menu';
import { indexMenu } from '@passbell/core/menu/menu-index';
import type { Handlers } from '../../dispatch/handler.ts';
import { allAvailability } from '../inventory/stock-repository.ts';
import { activeMenuHead, menuHash } from './menu-repository.ts';

export const menuHandlers: Pick<Handlers, 'activateMenu'> = {
  activateMenu: ({ document }, context) => {
    const location = context.location();
    if (!location.ok) return location;
    const decision = decideActivateMenu(indexMenu(document, menuHash(document)), {
      nowMs: context.nowMs,
      currency: location.value.currency,
      active: activeMenuHead(context.tx) ?? null,
      stock: context.stock,
      unavailable: allAvailability(context.tx),
    });
    if (!decision.ok) return decision;
    const { events, ...answer } = decision.value;
    return ok({ events, answer: { hash: answer.hash, version: answer.version, changed: answer.changed } });
  },
};
