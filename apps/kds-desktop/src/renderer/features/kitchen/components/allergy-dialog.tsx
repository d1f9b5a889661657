import type { TicketView } from '@passbell/core/wire/views';
import { Button } from '@passbell/ui/components/button';
import { Dialog } from '@passbell/ui/components/dialog';
import { Check } from 'lucide-react';
import { useKdsI18n } from '../../../i18n/use-kds-i18n.ts';
import { allergiesOf, allergyText, ticketTitle } from '../ticket-words.ts';

interface AllergyDialogProps {
  readonly ticket: TicketView;
  readonly onAnswer: (isChecked: boolean) => void;
}

/** Asked once before a ticket leaves with an allergy item that nobody has ticked. */
export function AllergyDialog({ ticket, onAnswer }: AllergyDialogProps) {
  const i18n = useKdsI18n();
  const unticked = ticket.lines.filter((line) => line.state === 'waiting' || line.state === 'making');
  const allergens = allergyText(allergiesOf(unticked));
  return (
    <Dialog
      title={i18n.t('allergyCheck.title')}
      onClose={() => onAnswer(false)}
      actions={
        <>
          <Button variant="allergy" size={68} icon={Check} onPress={() => onAnswer(true)}>
            {i18n.t('allergyCheck.yes')}
          </Button>
          <Button size={68} onPress={() => onAnswer(false)}>
            {i18n.t('allergyCheck.no')}
          </Button>
        </>
      }
    >
      <p>{i18n.t('allergyCheck.detail', { title: ticketTitle(ticket, i18n), allergens })}</p>
    </Dialog>
  );
}
