import { CommandCards } from './command-cards.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { UnseenAlarm } from './unseen-alarm.tsx';

/** Everything that has to be known now, under the bar of each screen: connection, a kitchen that does not look, presses that failed. */
export function Ladder() {
  return (
    <div className="shrink-0">
      <ConnectionBar />
      <UnseenAlarm />
      <CommandCards />
    </div>
  );
}
