import { Badge } from '@passbell/ui/components/badge';
import { Button } from '@passbell/ui/components/button';
import { ConciergeBell, SendHorizontal } from 'lucide-react';
import { usePosI18n } from '../../../i18n/use-pos-i18n.ts';

interface CheckActionsProps {
  readonly unsent: number;
  /** False where the money comes first: then there is nothing to send. */
  readonly sends: boolean;
  readonly canPay: boolean;
  readonly payable: boolean;
  readonly onSend: () => void;
  readonly onPay: () => void;
  /** Only when everything is ready and nothing new waits. */
  readonly onHandOver: (() => void) | null;
  readonly handingOver: boolean;
}

/** The two main acts of a check. Each keeps its place whatever the state. */
export function CheckActions(props: CheckActionsProps) {
  const { t } = usePosI18n();
  const { unsent, sends, canPay, payable } = props;
  const main = props.onHandOver ? (
    <Button variant="go" size={68} wide icon={ConciergeBell} pending={props.handingOver} onPress={props.onHandOver}>
      {t('check.handOver')}
    </Button>
  ) : (
    sends && (
      <Button
        variant="go"
        size={68}
        wide
        icon={SendHorizontal}
        disabled={unsent === 0}
        onPress={props.onSend}
        trailing={unsent > 0 && <Badge tone="veil">{unsent}</Badge>}
      >
        {t('check.send')}
      </Button>
    )
  );
  return (
    <div className="flex gap-2">
      {canPay && (
        <div className="min-w-0 flex-1">
          <Button
            variant={sends || props.onHandOver ? 'outline' : 'go'}
            size={68}
            wide
            disabled={!payable}
            onPress={props.onPay}
          >
            {t('check.pay')}
          </Button>
        </div>
      )}
      {main && <div className="min-w-0 flex-[1.7]">{main}</div>}
    </div>
  );
}
