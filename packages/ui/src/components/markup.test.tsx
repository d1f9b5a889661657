import { Ban, CheckCheck, IdCard, Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { ConnectionLevel } from '../connection-level.ts';
import { I18nProvider } from '../i18n/i18n-provider.tsx';
import { messagesEn, type SharedMessages } from '../i18n/messages-en.ts';
import { AllergyBand } from './allergy-band.tsx';
import { Button } from './button.tsx';
import { ConnectionPill } from './connection-pill.tsx';
import { ConnectionStrip } from './connection-strip.tsx';
import { EmptyState } from './empty-state.tsx';
import { ErrorNote } from './error-note.tsx';
import { IconButton } from './icon-button.tsx';
import { MoneyText } from './money-text.tsx';
import { NumberPad } from './number-pad.tsx';
import { QuantityStepper } from './quantity-stepper.tsx';
import { SearchField } from './search-field.tsx';
import { Sheet } from './sheet.tsx';
import { Skeleton } from './skeleton.tsx';
import { SoundChip } from './sound-chip.tsx';
import { type Status, StatusBadge } from './status-badge.tsx';
import { TimerText } from './timer-text.tsx';
import { ToastRegion, UndoBar } from './toast.tsx';
import { Wordmark } from './wordmark.tsx';

const nothing = () => {};

function html(node: ReactNode, messages: SharedMessages = messagesEn): string {
  return renderToStaticMarkup(
    <I18nProvider locale="en-US" messages={messages}>
      {node}
    </I18nProvider>,
  );
}

const textOf = (markup: string) =>
  markup
    .replace(/<[^>]*>/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
const LEVELS: readonly ConnectionLevel[] = ['live', 'internet_down', 'server_lost', 'catching_up'];
const STATUSES: readonly Status[] = [
  'on_time',
  'due',
  'late',
  'new',
  'making',
  'done',
  'paid',
  'held',
  'void',
  'added',
  'changed',
  'rush',
  'vip',
  'out',
];

test('every word of the shared components comes from the catalogue', () => {
  // Each message becomes a sign without letters, so a letter that is left was written into a component.
  const signs = { ...messagesEn };
  for (const key of Object.keys(signs)) Object.assign(signs, { [key]: '※' });
  const all = html(
    <>
      {LEVELS.map((level) => (
        <div key={level}>
          <ConnectionPill level={level} /> <ConnectionPill level={level} size="compact" />
          <ConnectionStrip
            level={level}
            waitingCount={3}
            lostForSeconds={84}
            retryInSeconds={4}
            progress={{ done: 1, total: 2 }}
            onRetry={nothing}
          />
        </div>
      ))}
      {STATUSES.map((status) => (
        <StatusBadge key={status} status={status} />
      ))}
      <AllergyBand allergens="1" />
      <Button pending onPress={nothing}>
        1
      </Button>
      <ErrorNote message="1" code="1" onRetry={nothing} />
      <NumberPad kind="amount" value="" onChange={nothing} maxLength={8} />
      <QuantityStepper label="1" value={1} min={0} max={2} onChange={nothing} />
      <SearchField label="1" value="2" onChange={nothing} />
      <Sheet title="1" onClose={nothing}>
        1
      </Sheet>
      <Skeleton />
      <SoundChip state="blocked" onTurnOn={nothing} onToggleMute={nothing} />
      <SoundChip state="muted" onTurnOn={nothing} onToggleMute={nothing} />
      <ToastRegion>
        <UndoBar message="1" onUndo={nothing} onDone={nothing} />
      </ToastRegion>
      <Wordmark />
    </>,
    signs,
  );
  const spoken = [...all.matchAll(/(?:aria-label|title|placeholder|alt)="([^"]*)"/gu)]
    .map(([, text]) => text)
    .join(' ');
  expect(textOf(all)).not.toMatch(/\p{Letter}/u);
  expect(spoken).not.toMatch(/\p{Letter}/u);
});

test.each(STATUSES)('the status %s has a word and a shape, not only a colour', (status) => {
  const markup = html(<StatusBadge status={status} />);
  expect(markup).toContain('<svg');
  expect(textOf(markup)).not.toBe('');
});

test('a lost server is spoken at once, other levels when there is a pause, and no countdown is spoken', () => {
  const lost = html(<ConnectionStrip level="server_lost" lostForSeconds={84} retryInSeconds={4} waitingCount={3} />);
  const live = (markup: string, how: string) =>
    new RegExp(`aria-live="${how}">([^<]*)<`, 'u').exec(markup)?.[1] ?? 'no live region';
  expect(live(lost, 'assertive')).toBe('This screen lost the on-site server.');
  expect(live(lost, 'polite')).toBe('');
  const down = html(<ConnectionStrip level="internet_down" waitingCount={214} />);
  expect(live(down, 'polite')).toBe('Internet is down. Your restaurant is not.');
  expect(live(down, 'assertive')).toBe('');
});

test('the strip says how long, how many and when, and is silent when live', () => {
  const lost = textOf(
    html(<ConnectionStrip level="server_lost" lostForSeconds={84} retryInSeconds={4} waitingCount={1} />),
  );
  expect(lost).toContain('This screen lost the on-site server 1:24 ago.');
  expect(lost).toContain('1 change kept here');
  expect(lost).toContain('Retrying in 4 s');
  expect(textOf(html(<ConnectionStrip level="catching_up" progress={{ done: 1204, total: 1560 }} />))).toContain(
    '1,204 of 1,560',
  );
  expect(textOf(html(<ConnectionStrip level="live" waitingCount={9} />))).toBe('');
});

test('a button that may not be pressed stays where a screen reader finds it', () => {
  const disabled = html(
    <Button disabled onPress={nothing}>
      Void
    </Button>,
  );
  expect(disabled).toContain('aria-disabled="true"');
  expect(disabled).not.toContain(' disabled');
  const pending = html(
    <Button pending onPress={nothing}>
      Charge
    </Button>,
  );
  expect(pending).toContain('aria-busy="true"');
  expect(textOf(pending)).toBe('Charge Working');
});

test('an icon without words has a spoken name', () => {
  expect(html(<IconButton icon={Printer} label="Print" onPress={nothing} />)).toContain('aria-label="Print"');
  const pad = html(
    <NumberPad
      kind="code"
      value=""
      onChange={nothing}
      maxLength={4}
      corner={{ icon: IdCard, label: 'Badge', onPress: nothing }}
    />,
  );
  expect(pad).toContain('aria-label="Badge"');
  expect(pad).toContain('dir="ltr"');
  expect(textOf(pad)).not.toContain('00');
});

test('figures keep their direction and width', () => {
  expect(html(<MoneyText amountMinor={4598} currency="USD" />)).toContain('class="figures');
  expect(html(<TimerText seconds={644} urgency="due" />)).toMatch(/role="timer" class="figures[^"]*bg-due/u);
});

test('the code of an error stands in the details, not in what is read out', () => {
  const markup = html(<ErrorNote message="The printer is out of paper." code="printer_paper" />);
  expect(/<p role="alert"[^>]*>([^<]*)</u.exec(markup)?.[1]).toBe('The printer is out of paper.');
  expect(/<details[\s\S]*printer_paper[\s\S]*<\/details>/u.test(markup)).toBe(true);
});

test('an empty place says so and offers what to do', () => {
  const markup = html(
    <EmptyState icon={CheckCheck} title="All clear" detail="Last ticket out at 7:36." action={<Ban />} />,
  );
  expect(textOf(markup)).toBe('All clear Last ticket out at 7:36.');
});

test('a component without words above it fails loudly', () => {
  expect(() => renderToStaticMarkup(<StatusBadge status="late" />)).toThrow('I18nProvider');
});
