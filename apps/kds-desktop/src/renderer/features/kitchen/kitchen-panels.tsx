import { useStation } from '../../shared/kitchen-context.ts';
import { KeyHelpDialog } from '../settings/components/key-help-dialog.tsx';
import { MoreDialog } from '../settings/components/more-dialog.tsx';
import { SettingsDialog } from '../settings/components/settings-dialog.tsx';
import type { Settings } from '../settings/settings-store.ts';
import type { ViewingScale } from '../settings/viewing-scale.ts';
import { AllergyDialog } from './components/allergy-dialog.tsx';
import { RecallDialog } from './components/recall-dialog.tsx';
import { WipeOverlay } from './components/wipe-overlay.tsx';
import { recallable } from './kitchen-selectors.ts';
import type { KitchenState } from './kitchen-state.ts';
import type { KitchenPanel } from './use-kitchen-acts.ts';

interface KitchenPanelsProps {
  readonly panel: KitchenPanel;
  readonly state: KitchenState;
  readonly settings: Settings;
  readonly viewing: ViewingScale;
  readonly onPanel: (panel: KitchenPanel) => void;
  readonly onSettings: (change: Partial<Settings>) => void;
  readonly onChangeStation: () => void;
}

/** Whatever stands over the wall: one thing at a time, and a question about an allergy before everything else. */
export function KitchenPanels(props: KitchenPanelsProps) {
  const { panel, state, settings, onPanel } = props;
  const { kitchen, sound, client, survivesReload } = useStation().station;
  const close = () => onPanel(null);
  const asked = state.entries.find((entry) => entry.ticketId === state.askingId && entry.kind === 'open');
  if (asked !== undefined) return <AllergyDialog ticket={asked.ticket} onAnswer={kitchen.answerAllergyCheck} />;
  switch (panel) {
    case 'more':
      return (
        <MoreDialog
          onClose={close}
          onChoose={(choice) => (choice === 'station' ? props.onChangeStation() : onPanel(choice))}
        />
      );
    case 'recall_list':
      return (
        <RecallDialog
          tickets={recallable(state.tickets)}
          onClose={close}
          onRecall={(ticketId, restartTimer) => {
            kitchen.recall(ticketId, restartTimer);
            close();
          }}
        />
      );
    case 'settings':
      return (
        <SettingsDialog
          settings={settings}
          viewing={props.viewing}
          isDurable={survivesReload && client.status.getSnapshot().durable}
          onChange={props.onSettings}
          onTestSound={() => void sound.unlock().then(() => sound.play('new_order'))}
          onClose={close}
        />
      );
    case 'help':
      return <KeyHelpDialog barMode={settings.barMode} onClose={close} />;
    case 'wipe':
      return <WipeOverlay onEnd={close} />;
    default:
      return null;
  }
}
