/** Whether a point of the page shows this element: nothing stands before it but the see-through wipe. */
function isInSight(element: HTMLElement, page: Document): boolean {
  const box = element.getBoundingClientRect();
  const x = box.left + box.width / 2;
  // The head of a card tells which ticket it is; a tall card's middle may lie elsewhere.
  const y = box.top + Math.min(box.height / 2, 24);
  const top = page.elementsFromPoint(x, y).find((each) => each.closest('[data-wipe]') === null);
  return top !== undefined && element.contains(top);
}

/**
 * Ids of the tickets that a person in front of the page can see now: as a card, or counted by a "+N" tile. Empty on a hidden
 * page. What stands behind a dialog or the all-day screen is not in sight.
 */
export function ticketsInSight(area: HTMLElement): readonly string[] {
  const page = area.ownerDocument;
  if (page.visibilityState !== 'visible' || page.querySelector('dialog:modal') !== null) return [];
  const cards = [...area.querySelectorAll<HTMLElement>('[data-ticket-id]')].filter((card) => isInSight(card, page));
  const tiles = [...area.querySelectorAll<HTMLElement>('[data-counts]')].filter((tile) => isInSight(tile, page));
  return [
    ...new Set([
      ...cards.flatMap((card) => card.dataset.ticketId ?? []),
      ...tiles.flatMap((tile) => (tile.dataset.counts ?? '').split(' ').filter((id) => id !== '')),
    ]),
  ];
}
