import { Skeleton } from '@passbell/ui/components/skeleton';
import { I18nProvider } from '@passbell/ui/i18n/i18n-provider';
import { useEffect } from 'react';
import { OrderScreen } from './features/orders/order-screen.tsx';
import { PayScreen } from './features/payments/pay-screen.tsx';
import { SignInScreen } from './features/sign-in/sign-in-screen.tsx';
import { screenLanguage } from './i18n/screen-locale.ts';
import { usePosI18n } from './i18n/use-pos-i18n.ts';
import { NoticeToast } from './shared/notice-toast.tsx';
import type { Till } from './shared/till.ts';
import { TillContext, useHouse, usePay, useSignIn } from './shared/till-context.ts';

function Work() {
  const { t } = usePosI18n();
  const menu = useHouse((state) => state.menu);
  const location = useHouse((state) => state.location);
  const payingId = usePay((state) => state.orderId);
  if (!menu || !location) {
    return (
      <main className="p-8">
        <h1 className="mb-4 text-total">{t('start.menu')}</h1>
        <Skeleton rows={4} rowHeightPx={120} words={t('start.menu')} />
      </main>
    );
  }
  if (payingId !== null) return <PayScreen orderId={payingId} menu={menu} location={location} />;
  return <OrderScreen menu={menu} location={location} />;
}

function Screens() {
  const phase = useSignIn((state) => state.phase);
  const name = useHouse((state) => state.location?.name ?? null);
  const { t } = usePosI18n();
  useEffect(() => {
    document.title = name === null ? t('brand.name') : `${t('brand.name')} · ${name}`;
  }, [name, t]);
  const working = phase === 'signed_in';
  return (
    <div className="till-grid flex h-full flex-col">
      {working ? <Work /> : <SignInScreen />}
      <div className="toast-place">
        <NoticeToast />
      </div>
    </div>
  );
}

function Spoken() {
  const restaurantLocale = useHouse((state) => state.location?.locale ?? null);
  const { locale, messages } = screenLanguage(restaurantLocale);
  return (
    <I18nProvider locale={locale} messages={messages}>
      <Screens />
    </I18nProvider>
  );
}

/** The till. */
export function App({ till }: { readonly till: Till }) {
  return (
    <TillContext value={till}>
      <Spoken />
    </TillContext>
  );
}
