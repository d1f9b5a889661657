import { useEffect, useEffectEvent, useState } from 'react';
import { type KdsI18n, useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { useStation } from '../../../shared/kitchen-context.ts';
import { allergiesOf, allergyText, itemCount, spokenTitle } from '../ticket-words.ts';
import type { WallEvent } from '../wall-entries.ts';

function newsOf({ kind, ticket }: WallEvent, i18n: KdsI18n): string {
  return i18n.t(`news.${kind}`, { title: spokenTitle(ticket, i18n), items: itemCount(ticket) });
}

function allergyOf({ kind, ticket }: WallEvent, i18n: KdsI18n): string | null {
  const allergies = kind === 'arrived' ? allergiesOf(ticket.lines) : [];
  if (allergies.length === 0) return null;
  return i18n.t('news.allergy', { title: spokenTitle(ticket, i18n), allergens: allergyText(allergies) });
}

/** Says what happened on the wall to those who listen: news when there is a pause, allergies at once. */
export function LiveNews() {
  const i18n = useKdsI18n();
  const { kitchen } = useStation().station;
  const [news, setNews] = useState('');
  const [alarm, setAlarm] = useState('');
  const onEvents = useEffectEvent((events: readonly WallEvent[]) => {
    setNews(events.map((event) => newsOf(event, i18n)).join('. '));
    const allergies = events.map((event) => allergyOf(event, i18n)).filter((text) => text !== null);
    if (allergies.length > 0) setAlarm(allergies.join('. '));
  });
  useEffect(() => kitchen.onEvents((events) => onEvents(events)), [kitchen]);
  return (
    <>
      <p aria-live="polite" className="sr-only">
        {news}
      </p>
      <p aria-live="assertive" className="sr-only">
        {alarm}
      </p>
    </>
  );
}
