import type { DomainEvent, RowImage } from '@passbell/core/journal/domain-event';
import { unreachable } from '@passbell/core/kernel/assert';

/** What of an event says whom it concerns. */
export type TouchingEvent = Pick<DomainEvent, 'entity' | 'entityId' | 'rows'>;

/** What a stretch of the journal changed, in the terms of those who look at it. */
export interface Touched {
  /** Orders whose own view, or whose tickets, changed. Stations follow from the tickets: each shows how far the others are. */
  readonly orderIds: ReadonlySet<string>;
  /** Ingredients whose level changed. */
  readonly ingredientIds: ReadonlySet<string>;
  /** `kind:subjectId` of what was taken off or put back on sale. */
  readonly availabilitySubjects: ReadonlySet<string>;
  readonly menu: boolean;
  readonly staff: boolean;
  readonly devices: boolean;
  readonly location: boolean;
}

interface Gathering {
  readonly orderIds: Set<string>;
  readonly ingredientIds: Set<string>;
  readonly availabilitySubjects: Set<string>;
  menu: boolean;
  staff: boolean;
  devices: boolean;
  location: boolean;
}

/** Adds a text column of the image; a row that is gone has no columns left. */
function addColumn(into: Set<string>, image: RowImage, column: string): void {
  const value = image.row?.[column];
  if (typeof value === 'string') into.add(value);
}

/** The order of a row below an order. Of a deleted row only its event still knows the order. */
function addOrder(gathering: Gathering, event: TouchingEvent, image: RowImage): void {
  addColumn(gathering.orderIds, image, 'orderId');
  if (image.row === null && event.entity === 'order') gathering.orderIds.add(event.entityId);
}

function gather(gathering: Gathering, event: TouchingEvent, image: RowImage): void {
  switch (image.table) {
    case 'orders':
      gathering.orderIds.add(String(image.key[0]));
      return;
    case 'order_lines':
    case 'checks':
    case 'payments':
    case 'tickets':
    case 'ticket_lines':
      addOrder(gathering, event, image);
      return;
    case 'stock_movements':
      // A movement names its order, but no view of an order shows stock.
      addColumn(gathering.ingredientIds, image, 'ingredientId');
      return;
    case 'stock_levels':
      gathering.ingredientIds.add(String(image.key[0]));
      return;
    case 'availability':
      gathering.availabilitySubjects.add(image.key.join(':'));
      return;
    case 'menu_activations':
      gathering.menu = true;
      return;
    case 'staff':
      gathering.staff = true;
      return;
    case 'devices':
      gathering.devices = true;
      return;
    case 'locations':
      gathering.location = true;
      return;
    case 'menu_documents':
    case 'number_series':
      // Nobody looks at these: a document counts once it is activated, a number shows on its order.
      return;
    default:
      unreachable(image.table);
  }
}

/** What these events changed, from their row images alone. Pure; every reader of the feed derives its topics from it. */
export function touchedBy(events: Iterable<TouchingEvent>): Touched {
  const gathering: Gathering = {
    orderIds: new Set(),
    ingredientIds: new Set(),
    availabilitySubjects: new Set(),
    menu: false,
    staff: false,
    devices: false,
    location: false,
  };
  for (const event of events) for (const image of event.rows) gather(gathering, event, image);
  return gathering;
}
