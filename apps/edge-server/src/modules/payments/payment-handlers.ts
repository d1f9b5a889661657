import { domainError } from '@passbell/core/errors/domain-error';
import { err, ok } from '@passbell/core/kernel/result';
import { checkDueMinor, orderDueMinor } from '@passbell/core/orders/order-state';
import { decidePayCash } from '@passbell/core/payments/decide-cash';
import type { Handlers } from '../../dispatch/handler.ts';
import { orderContextOf } from '../orders/order-context.ts';
import { loadOrder, paymentExists } from '../orders/order-repository.ts';

export const paymentHandlers: Pick<Handlers, 'payCash'> = {
  payCash: (args, context) => {
    const rules = orderContextOf(context);
    if (!rules.ok) return rules;
    const state = loadOrder(context.tx, args.orderId);
    if (!state) return err(domainError('order_not_found', { orderId: args.orderId }));
    if (args.paymentId !== undefined && paymentExists(context.tx, args.paymentId)) {
      return err(domainError('payment_exists', { paymentId: args.paymentId }));
    }
    const request = {
      paymentId: args.paymentId ?? context.newId(),
      checkId: args.checkId ?? null,
      amountMinor: args.amountMinor ?? null,
      tenderedMinor: args.tenderedMinor,
    };
    const decision = decidePayCash(state, request, rules.value);
    if (!decision.ok) return decision;
    const { payment, state: after, events } = decision.value;
    const check = after.checks.find((candidate) => candidate.id === payment.checkId);
    return ok({
      events,
      answer: {
        paymentId: payment.id,
        orderId: payment.orderId,
        checkId: payment.checkId,
        amountMinor: payment.amountMinor,
        tenderedMinor: payment.tenderedMinor,
        changeMinor: payment.changeMinor,
        checkDueMinor: check ? checkDueMinor(check) : 0,
        orderDueMinor: orderDueMinor(after),
        status: after.order.status,
        number: after.order.number,
      },
    });
  },
};
