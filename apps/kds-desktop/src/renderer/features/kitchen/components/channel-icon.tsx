import type { TicketView } from '@passbell/core/wire/views';
import { Armchair, Bike, MonitorSmartphone, ShoppingBag } from 'lucide-react';

/** Where the plate goes, by shape: table, bag, courier, kiosk guest. The words beside it say the same. */
export function ChannelIcon({ ticket }: { readonly ticket: Pick<TicketView, 'channel' | 'diningOption'> }) {
  const Icon =
    ticket.diningOption === 'delivery'
      ? Bike
      : ticket.diningOption === 'take_away'
        ? ShoppingBag
        : ticket.channel === 'kiosk'
          ? MonitorSmartphone
          : Armchair;
  return <Icon aria-hidden className="size-[1em] shrink-0" strokeWidth={2.2} />;
}
